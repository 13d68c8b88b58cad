package org.rollcall.attendance;

import java.util.List;

/**
 * The registered rows that one event makes visible: put, or removed by their code; and whose data
 * it erases.
 */
public record Rows(
    List<Site> sites,
    List<String> removedSites,
    List<Delegate> delegates,
    List<String> removedDelegates,
    List<Erasure> erasures) {
  public static final Rows NONE = new Rows(List.of(), List.of(), List.of(), List.of());

  /** Rows, and nobody erased. */
  public Rows(
      List<Site> sites,
      List<String> removedSites,
      List<Delegate> delegates,
      List<String> removedDelegates) {
    this(sites, removedSites, delegates, removedDelegates, List.of());
  }

  public static Rows ofSites(List<Site> sites) {
    return new Rows(sites, List.of(), List.of(), List.of());
  }

  public static Rows ofDelegates(List<Delegate> delegates) {
    return new Rows(List.of(), List.of(), delegates, List.of());
  }

  public static Rows ofErasure(Erasure erasure) {
    return new Rows(List.of(), List.of(), List.of(), List.of(), List.of(erasure));
  }
}
