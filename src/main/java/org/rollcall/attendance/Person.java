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

  /** Of the folded name, so that few need be folded to find one; 0 while nobody asked. */
  private volatile int nameHash;

  private volatile long registered;
  private volatile Slot[] slots = {};
  private volatile boolean named;

  /** By which the index of people knows this one; 0 for not at all. The index alone minds it. */
  private int number;

  Person(Delegate delegate, long revision) {
    this.delegate = delegate;
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
    return card(delegate, slot.standing(), Math.max(slot.revision(), registered));
  }

  /** What the card would show of these. */
  static Card card(Delegate d, Standing s, long revision) {
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
        revision,
        d.erasedAt());
  }

  /** The revision of the last change of what the card in that roll call shows. */
  long revision(int rollCall) {
    return Math.max(slot(rollCall).revision(), registered);
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
    if (foldedWords.isEmpty()) {
      return true;
    }
    String folded = foldedWords(delegate);
    for (String word : foldedWords) {
      if (!folded.contains(' ' + word)) {
        return false;
      }
    }
    return true;
  }

  boolean isNamed(String foldedName) {
    int hash = nameHash;
    if (delegate.erasedAt() != null || hash != 0 && hash != foldedName.hashCode()) {
      return false;
    }
    String folded = Folding.fold(delegate.fullName());
    nameHash = folded.hashCode();
    return folded.equals(foldedName);
  }

  int number() {
    return number;
  }

  void number(int given) {
    number = given;
  }

  /**
   * Whether a check-in at that site, which need not have taken effect, is recorded in that roll
   * call.
   */
  boolean wasSeenAt(String site, int rollCall) {
    return slot(rollCall).seenAt().contains(site);
  }

  void register(Delegate next, long revision) {
    delegate = next;
    nameHash = 0;
    registered = revision;
  }

  void stand(int rollCall, Standing standing, long revision) {
    put(rollCall, new Slot(standing, revision, slot(rollCall).seenAt()));
  }

  /**
   * Notes a check-in there.
   *
   * @param alone a list of that site alone, shared by all who were seen nowhere else
   */
  void seenAt(int rollCall, List<String> alone) {
    Slot slot = slot(rollCall);
    String site = alone.getFirst();
    if (!slot.seenAt().contains(site)) {
      List<String> seen = alone;
      if (!slot.seenAt().isEmpty()) {
        seen = new ArrayList<>(slot.seenAt());
        seen.add(site);
        seen = List.copyOf(seen);
      }
      put(rollCall, new Slot(slot.standing(), slot.revision(), seen));
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
