package org.rollcall.attendance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delegate in the register, with where the person stands in each roll call. Written by the desk's
 * thread alone, read by any: what a reader gets is at least as new as the register's revision that
 * it read before.
 */
public final class Person {
  private record Slot(Standing standing, long revision, List<String> seenAt) {}

  private static final Slot UNTOUCHED = new Slot(Standing.AWAITED, 0, List.of());

  private volatile Delegate delegate;
  private volatile String folded;
  private volatile long registered;
  private volatile Slot[] slots = {};
  private volatile boolean named;

  Person(Delegate delegate, long revision) {
    this.delegate = delegate;
    this.folded = foldedWords(delegate);
    this.registered = revision;
  }

  public Delegate delegate() {
    return delegate;
  }

  public String code() {
    return delegate.code();
  }

  /** Where the person stands in that roll call. */
  public Standing standing(int rollCall) {
    return slot(rollCall).standing();
  }

  /** The person as answers show one, standing as in that roll call. */
  public Card card(int rollCall) {
    Slot slot = slot(rollCall);
    Delegate d = delegate;
    Standing s = slot.standing();
    return new Card(
        d.code(),
        d.fullName(),
        d.title(),
        d.organisation(),
        d.homeSite(),
        d.kind(),
        s.state(),
        s.site(),
        s.since(),
        Math.max(slot.revision(), registered),
        d.erasedAt());
  }

  /**
   * Whether an event of the log names the person, so that the code can be withdrawn but no longer
   * deleted.
   */
  public boolean hasEvents() {
    return named;
  }

  /**
   * Whether the person is on the list of that site in that roll call: at home there and not
   * withdrawn, standing there, or made there; and not VOID.
   */
  public boolean isOnListOf(String site, int rollCall) {
    Standing s = standing(rollCall);
    Delegate d = delegate;
    return s.state() != State.VOID
        && ((site.equals(d.homeSite()) && !d.withdrawn())
            || s.standsAt(site)
            || site.equals(d.madeAt()));
  }

  /** Whether each folded word is a prefix of some word of name, code, title or organisation. */
  public boolean matches(List<String> foldedWords) {
    for (String word : foldedWords) {
      if (!folded.contains(' ' + word)) {
        return false;
      }
    }
    return true;
  }

  boolean isNamed(String foldedName) {
    return delegate.erasedAt() == null
        && folded.startsWith(foldedName, 1)
        && Folding.fold(delegate.fullName()).equals(foldedName);
  }

  /**
   * Whether a check-in at that site, which need not have taken effect, is recorded in that roll
   * call.
   */
  boolean wasSeenAt(String site, int rollCall) {
    return slot(rollCall).seenAt().contains(site);
  }

  void register(Delegate next, long revision) {
    folded = foldedWords(next);
    delegate = next;
    registered = revision;
  }

  void stand(int rollCall, Standing standing, long revision) {
    put(rollCall, new Slot(standing, revision, slot(rollCall).seenAt()));
  }

  void seenAt(int rollCall, String site) {
    Slot slot = slot(rollCall);
    if (!slot.seenAt().contains(site)) {
      List<String> seen = new ArrayList<>(slot.seenAt());
      seen.add(site);
      put(rollCall, new Slot(slot.standing(), slot.revision(), List.copyOf(seen)));
    }
  }

  void named() {
    named = true;
  }

  private void put(int rollCall, Slot slot) {
    Slot[] next = Arrays.copyOf(slots, Math.max(slots.length, rollCall));
    for (int i = slots.length; i < next.length; i++) {
      next[i] = UNTOUCHED;
    }
    next[rollCall - 1] = slot;
    slots = next;
  }

  private Slot slot(int rollCall) {
    Slot[] now = slots;
    return rollCall <= now.length && rollCall > 0 ? now[rollCall - 1] : UNTOUCHED;
  }

  private static String foldedWords(Delegate d) {
    StringBuilder words = new StringBuilder(96);
    for (@Nullable String part :
        Arrays.asList(d.fullName(), d.code(), d.title(), d.organisation())) {
      if (part != null) {
        words.append(' ').append(Folding.fold(part));
      }
    }
    // a code is found by its parts ("0147") and as it is typed ("db0147", "db-0147" folds to "db
    // 0147")
    return words.append(' ').append(Folding.fold(d.code()).replace(" ", "")).toString();
  }
}
