package org.rollcall.attendance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds people by the beginnings of words of their name, code, title and organisation, among
 * millions as among dozens. Any thread may search, several at once; who changed is noted without
 * waiting and taken in by the next search, or by {@link #catchUp} ahead of it.
 *
 * <p>Each person has a number. For each text that people carry (a part of a name, a title, an
 * organisation) the index has the numbers of those who carry it, and for each folded word the texts
 * in which it stands: texts are few, however many people there are. Only codes are as many as
 * people, so what has digits in it is looked up in one array that holds them all, one after the
 * other.
 */
final class PeopleIndex {
  /** From so many changes on a thread of its own takes them in, so that no search has to. */
  private static final int MANY = 2_000;

  private final Function<String, @Nullable Person> current;
  private final ConcurrentLinkedQueue<Person> changed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Texts that somebody no longer carries, and so perhaps nobody. */
  private final Set<String> left = ConcurrentHashMap.newKeySet();

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final Map<String, Numbers> texts = new HashMap<>();
  private final NavigableMap<String, List<Numbers>> words = new TreeMap<>();
  private DigitWords digitWords = new DigitWords();

  /**
   * By number; null where one has been given another number since, or is gone. Number 0 is none.
   */
  private @Nullable Person[] people = new Person[16];

  private int nextNumber = 1;
  private int[] byCode = new int[16];
  private int size;

  /**
   * Makes an index of nobody.
   *
   * @param current who has that code now
   */
  PeopleIndex(Function<String, @Nullable Person> current) {
    this.current = current;
  }

  /**
   * Notes that somebody is new, registered anew or gone.
   *
   * @param before as who the person was found until now; null if not at all
   */
  void changed(Person person, @Nullable Delegate before) {
    changed.add(person);
    if (before != null) {
      // after the person: whoever takes the texts has the change too
      eachText(before, left::add);
    }
    if (waiting.incrementAndGet() == MANY) {
      catchUpSoon();
    }
  }

  /** Takes in all who changed, on a thread of its own. */
  void catchUpSoon() {
    // not a virtual thread: it may compute for seconds, and would keep those of the calls waiting
    Thread.ofPlatform().daemon().name("people-index").start(this::catchUp);
  }

  /** The texts that are kept. */
  Set<String> texts() {
    lock.readLock().lock();
    try {
      return Set.copyOf(texts.keySet());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Takes in all who changed, and keeps no text that nobody carries any more. */
  void catchUp() {
    lock.writeLock().lock();
    try {
      List<String> doubtful = takeLeft();
      List<Integer> fresh = new ArrayList<>();
      boolean removed = false;
      for (Person person = changed.poll(); person != null; person = changed.poll()) {
        waiting.decrementAndGet();
        if (person.number() != 0) {
          people[person.number()] = null;
          person.number(0);
          removed = true;
        }
        if (current.apply(person.code()) == person) {
          fresh.add(add(person));
        }
      }
      if (removed) {
        size = keepNumbered();
      }
      merge(fresh.stream().mapToInt(Integer::intValue).filter(n -> people[n] != null).toArray());
      doubtful.forEach(this::dropIfUncarried);
      if (nextNumber > 2 * size + MANY) {
        renumber();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Those in whose words each of these begins one, and who fit, by code.
   *
   * @param foldedWords none for everybody
   * @param from how many of them to pass over
   */
  Register.Found find(List<String> foldedWords, Predicate<Person> fits, long from, int limit) {
    if (!changed.isEmpty() || !left.isEmpty()) {
      catchUp();
    }
    lock.readLock().lock();
    try {
      BitSet matching = matching(foldedWords);
      List<Person> found = new ArrayList<>();
      long total = 0;
      for (int i = 0; i < size; i++) {
        int number = byCode[i];
        if (matching != null && !matching.get(number)) {
          continue;
        }
        Person person = people[number];
        if (person != null && fits.test(person)) {
          if (total >= from && found.size() < limit) {
            found.add(person);
          }
          total++;
        }
      }
      return new Register.Found(found, total);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Everybody, by code; takes in who changed. */
  List<Person> everyone() {
    return find(List.of(), person -> true, 0, Integer.MAX_VALUE).people();
  }

  /** The numbers of those who match, with some who are gone; null for everybody. */
  private @Nullable BitSet matching(List<String> foldedWords) {
    BitSet all = null;
    for (String word : foldedWords) {
      BitSet one = new BitSet(nextNumber);
      for (List<Numbers> carried : words.subMap(word, word + Character.MAX_VALUE).values()) {
        carried.forEach(numbers -> numbers.addTo(one));
      }
      if (hasDigit(word)) {
        digitWords.find(word, one);
      }
      if (all == null) {
        all = one;
      } else {
        all.and(one);
      }
    }
    return all;
  }

  private int add(Person person) {
    int number = nextNumber++;
    if (number == people.length) {
      people = Arrays.copyOf(people, grown(number));
    }
    people[number] = person;
    person.number(number);
    eachText(person.delegate(), text -> carry(text, number));
    addCode(person.code(), number);
    return number;
  }

  private static void eachText(Delegate delegate, Consumer<String> carried) {
    for (String part : delegate.fullName().split(" ", -1)) {
      carried.accept(part);
    }
    if (delegate.title() != null) {
      carried.accept(delegate.title());
    }
    if (delegate.organisation() != null) {
      carried.accept(delegate.organisation());
    }
  }

  private List<String> takeLeft() {
    List<String> taken = new ArrayList<>();
    for (Iterator<String> each = left.iterator(); each.hasNext(); ) {
      taken.add(each.next());
      each.remove();
    }
    return taken;
  }

  private void dropIfUncarried(String text) {
    Numbers numbers = texts.get(text);
    if (numbers == null || numbers.anyOf(number -> people[number] != null)) {
      return;
    }
    texts.remove(text);
    for (String word : Folding.words(text)) {
      words.computeIfPresent(
          word,
          (w, carried) -> {
            carried.remove(numbers);
            return carried.isEmpty() ? null : carried;
          });
    }
  }

  private void carry(String text, int number) {
    if (!text.isEmpty()) {
      Numbers numbers = texts.get(text);
      if (numbers == null) {
        numbers = new Numbers();
        texts.put(text, numbers);
        for (String word : Folding.words(text)) {
          List<Numbers> carried = words.computeIfAbsent(word, w -> new ArrayList<>(1));
          if (carried.isEmpty() || carried.getLast() != numbers) {
            carried.add(numbers);
          }
        }
      }
      numbers.add(number);
    }
  }

  /**
   * A code is found by its parts ("0147") and as it is typed ("db0147"; "db-0147" is searched for
   * as two words).
   */
  private void addCode(String code, int number) {
    List<String> parts = Folding.words(code);
    for (String part : parts) {
      addCodeWord(part, number);
    }
    if (parts.size() > 1) {
      addCodeWord(String.join("", parts), number);
    }
  }

  private void addCodeWord(String word, int number) {
    int digits = firstDigit(word);
    // what is searched for without a digit can begin a word no later than its digits
    carry(word.substring(0, digits), number);
    if (digits < word.length()) {
      digitWords.add(word, number);
    }
  }

  /** Makes all anew: numbers that were given up still stand wherever their texts do. */
  private void renumber() {
    @Nullable Person[] old = people;
    people = new Person[size + 1];
    nextNumber = 1;
    texts.clear();
    words.clear();
    digitWords = new DigitWords();
    for (int i = 0; i < size; i++) {
      byCode[i] = add(Objects.requireNonNull(old[byCode[i]]));
    }
  }

  private int keepNumbered() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (people[byCode[i]] != null) {
        byCode[kept++] = byCode[i];
      }
    }
    return kept;
  }

  /** Puts new numbers into their places by code; from the back, as merging lists goes. */
  private void merge(int[] fresh) {
    int[] sorted =
        Arrays.stream(fresh)
            .boxed()
            .sorted(Comparator.comparing(this::code))
            .mapToInt(Integer::intValue)
            .toArray();
    int old = size;
    size += sorted.length;
    if (size > byCode.length) {
      byCode = Arrays.copyOf(byCode, grown(size));
    }
    int end = size;
    for (int i = sorted.length - 1; i >= 0; i--) {
      // most often they come after all others: a list that is imported is in order
      int place =
          old == 0 || codeAt(old - 1).compareTo(code(sorted[i])) < 0
              ? old
              : place(old, code(sorted[i]));
      int moved = old - place;
      System.arraycopy(byCode, place, byCode, end - moved, moved);
      end -= moved + 1;
      byCode[end] = sorted[i];
      old = place;
    }
  }

  private int place(int among, String code) {
    int low = 0;
    int high = among;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (codeAt(middle).compareTo(code) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private String codeAt(int place) {
    return code(byCode[place]);
  }

  private String code(int number) {
    Person person = people[number];
    if (person == null) {
      throw new IllegalStateException("nobody has the number " + number);
    }
    return person.code();
  }

  private static int firstDigit(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.isDigit(word.charAt(i))) {
        return i;
      }
    }
    return word.length();
  }

  private static boolean hasDigit(String word) {
    return firstDigit(word) < word.length();
  }

  private static int grown(int needed) {
    return needed + (needed >> 2) + 16;
  }

  /** Numbers, in ascending order, of those who carry one text. */
  private static final class Numbers {
    private int[] all = new int[1];
    private int size;

    void add(int number) {
      if (size > 0 && all[size - 1] == number) {
        return;
      }
      if (size == all.length) {
        all = Arrays.copyOf(all, size + (size >> 2) + 1);
      }
      all[size++] = number;
    }

    boolean anyOf(IntPredicate fits) {
      for (int i = 0; i < size; i++) {
        if (fits.test(all[i])) {
          return true;
        }
      }
      return false;
    }

    void addTo(BitSet set) {
      for (int i = 0; i < size; i++) {
        set.set(all[i]);
      }
    }
  }

  /** Words with digits, one after the other, each with the number of its person. */
  private static final class DigitWords {
    private static final char BEGIN = ' ';
    private static final int NEAR = 8;

    private StringBuilder all = new StringBuilder();
    private int[] starts = new int[16];
    private int[] numbers = new int[16];
    private int size;

    void add(String word, int number) {
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, grown(size));
        numbers = Arrays.copyOf(numbers, grown(size));
      }
      starts[size] = all.length();
      numbers[size++] = number;
      all.append(BEGIN).append(word);
    }

    void find(String beginning, BitSet into) {
      String wanted = BEGIN + beginning;
      int word = 0;
      for (int at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
        // the next is near where many are found, and anywhere where few are
        int near = Math.min(word + NEAR, size);
        word = Arrays.binarySearch(starts, word, starts[near - 1] < at ? size : near, at);
        into.set(numbers[word]);
      }
    }
  }
}
