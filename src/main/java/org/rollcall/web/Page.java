package org.rollcall.web;

import java.util.List;

/**
 * Which part of a list is asked for.
 *
 * @param page from 0
 * @param size how many items a page has, 1 to {@value #MAX_SIZE}
 */
public record Page(int page, int size) {
  /** The size of a page where none is asked for, as text for {@code @QueryValue}. */
  public static final String DEFAULT_SIZE = "100";

  /** The greatest size of a page. */
  public static final int MAX_SIZE = 1000;

  /** Refuses with a 400 {@link Problem} what is out of range. */
  public Page {
    if (page < 0) {
      throw bad(Fault.at("?page", "INVALID", "web.page-range"));
    }
    if (size < 1 || size > MAX_SIZE) {
      throw bad(Fault.at("?size", "INVALID", "web.size-range", MAX_SIZE));
    }
  }

  /** How many items stand before this page. */
  public long offset() {
    return (long) page * size;
  }

  /** This page of a list that is whole in memory. */
  public <T> Listing<T> of(List<T> all) {
    int from = (int) Math.min(offset(), all.size());
    return new Listing<>(all.subList(from, Math.min(from + size, all.size())), all.size());
  }

  private static Problem bad(Fault fault) {
    return Problem.badRequest("web.bad-parameter").with(List.of(fault));
  }
}
