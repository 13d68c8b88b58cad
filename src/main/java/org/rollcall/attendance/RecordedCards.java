package org.rollcall.attendance;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

/**
 * The cards of a record, each made when it is asked for: what they show is kept as it was, in a
 * tenth of the memory that a nation's cards would take. Immutable.
 */
final class RecordedCards extends AbstractList<Card> implements RandomAccess {
  private final List<Delegate> delegates;
  private final List<Standing> standings;
  private final long[] revisions;

  /** Everybody as registered and standing now. */
  RecordedCards(Collection<Person> people, int rollCall) {
    delegates = new ArrayList<>(people.size());
    standings = new ArrayList<>(people.size());
    revisions = new long[people.size()];
    for (Person person : people) {
      revisions[delegates.size()] = person.revision(rollCall);
      delegates.add(person.delegate());
      standings.add(person.standing(rollCall));
    }
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
