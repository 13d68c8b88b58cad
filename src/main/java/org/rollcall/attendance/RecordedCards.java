package org.rollcall.attendance;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The cards of a record, each made when it is asked for: what they show is kept as it was, in a
 * tenth of the memory that a nation's cards would take. Immutable.
 */
public final class RecordedCards extends AbstractList<Card> implements RandomAccess {
  private final List<Delegate> delegates;
  private final List<Standing> standings;
  private final long[] revisions;

  /**
   * These as registered and standing now.
   *
   * @param people in the order of their codes
   */
  RecordedCards(List<Person> people, int rollCall) {
    delegates = new ArrayList<>(people.size());
    standings = new ArrayList<>(people.size());
    revisions = new long[people.size()];
    for (Person person : people) {
      revisions[delegates.size()] = person.revision(rollCall);
      delegates.add(person.delegate());
      standings.add(person.standing(rollCall));
    }
  }

  private RecordedCards(RecordedCards of, List<Delegate> delegates) {
    this.delegates = delegates;
    this.standings = of.standings;
    this.revisions = of.revisions;
  }

  RecordedCards erased(@Nullable String code, Instant at) {
    int place = code == null ? 0 : place(code);
    if (place < 0) {
      return this;
    }
    List<Delegate> left = new ArrayList<>(delegates);
    if (code == null) {
      left.replaceAll(delegate -> delegate.erased(at));
    } else {
      left.set(place, left.get(place).erased(at));
    }
    return new RecordedCards(this, left);
  }

  /** Where the person of that code stands; negative where nowhere. */
  private int place(String code) {
    var sought = new Delegate(code, "", null, null, null, Delegate.Kind.ROSTER, null, false);
    return Collections.binarySearch(delegates, sought, Comparator.comparing(Delegate::code));
  }

  @Override
  public Card get(int index) {
    return Person.card(delegates.get(index), standings.get(index), revisions[index]);
  }

  @Override
  public int size() {
    return delegates.size();
  }
}
