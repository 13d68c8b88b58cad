package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rollcall.Seeds;

class PeopleIndexTest {
  private static final List<String> FAMILIES = List.of("Nguyễn", "Trần", "Đỗ", "Lê-Hoàng", "Ng");
  private static final List<String> GIVEN = List.of("Đức", "An", "Ánh", "Duc", "Bình 2", "ân");
  private static final List<String> TITLES = List.of("Phó Chủ tịch UBND", "Bí thư", "Tổ 12");
  private static final List<String> CODES = List.of("DB-%04d", "ABC%d", "~%d", "%d", "Lý-%d-B");
  private static final List<String> QUERIES =
      List.of(
          "",
          "ng",
          "nguyen",
          "NGUYỄN đức",
          "0001",
          "00",
          "db",
          "db0003",
          "db-0003",
          "abc1",
          "abc",
          "1",
          "to 12",
          "12",
          "b",
          "ly 4",
          "ly4b",
          "uyen",
          "hoang le",
          "d d d",
          "zz",
          "bi thu an");

  private final Roster roster = new Roster();

  /** Whatever was registered, renamed and removed, the index finds whom a look at each finds. */
  @Test
  void itFindsWhomALookAtEachPersonFinds() {
    Seeds.check(3, random -> new Roster().holds(random));
  }

  @Test
  void onlyThoseWhoFitAreCounted() {
    for (int i = 0; i < 10; i++) {
      roster.put(
          new Delegate(
              "DB-" + i,
              "Nguyễn An",
              null,
              null,
              i % 2 == 0 ? "A" : "B",
              Delegate.Kind.ROSTER,
              null,
              false));
    }

    Register.Found found =
        roster.index.find(List.of("an"), p -> "B".equals(p.delegate().homeSite()), 1, 2);

    assertThat(found.total()).isEqualTo(5);
    assertThat(found.people()).extracting(Person::code).containsExactly("DB-3", "DB-5");
  }

  @Test
  void whoeverIsRegisteredAnewAgainAndAgainTakesNoMoreRoom() {
    for (int round = 0; round < 300; round++) {
      for (int i = 0; i < 20; i++) {
        String name = "Nguyễn Lần" + round;
        Delegate delegate =
            new Delegate("DB-" + i, name, null, null, "A", Delegate.Kind.ROSTER, null, false);
        Person known = roster.people.get("DB-" + i);
        if (known == null) {
          roster.put(delegate);
        } else {
          Delegate before = known.delegate();
          known.register(delegate, 2);
          roster.index.changed(known, before);
        }
      }
      roster.index.catchUp();
    }

    assertThat(roster.people.values()).allMatch(person -> person.number() < 4_000);
    assertThat(roster.index.find(List.of("lan299"), p -> true, 0, 1).total()).isEqualTo(20);
    assertThat(roster.index.find(List.of("lan0"), p -> true, 0, 1).total()).isZero();
  }

  @Test
  void manyAreTakenInInAnyOrder() {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      codes.add("X" + (i * 7_919 % 5_000));
    }
    codes.forEach(code ->
        roster.put(
            new Delegate(code, "Lê An", null, null, "A", Delegate.Kind.ROSTER, null, false)));

    assertThat(roster.index.find(List.of("le"), p -> true, 0, 5_000).people())
        .extracting(Person::code)
        .containsExactlyElementsOf(codes.stream().sorted(Comparator.naturalOrder()).toList());
  }

  @Test
  void whatSomebodyErasedWasCalledIsForgotten() {
    roster.put(called("X1", "Vy Văn Đoàn"));
    roster.put(called("X2", "Vy Thị Ước"));
    roster.index.catchUp();

    roster.erase(List.of("X1"));

    assertThat(roster.index.texts()).containsExactlyInAnyOrder("Vy", "Thị", "Ước", "—", "x");
    assertThat(roster.index.find(List.of("vy"), p -> true, 0, 9).people())
        .extracting(Person::code)
        .containsExactly("X2");
    assertThat(roster.index.find(List.of("doan"), p -> true, 0, 9).total()).isZero();
  }

  @Test
  void whatSomebodyWasCalledBeforeIsForgottenToo() {
    roster.put(called("X1", "Vy Văn Đoàn"));
    roster.put(called("X2", "Vy Thị Ước"));
    roster.index.catchUp();

    roster.rename("X1", "Vy Văn Đàn");
    roster.erase(List.of("X1"));

    assertThat(roster.index.texts()).containsExactlyInAnyOrder("Vy", "Thị", "Ước", "—", "x");
    assertThat(roster.index.find(List.of("doan"), p -> true, 0, 9).total()).isZero();
    assertThat(roster.index.find(List.of("uoc"), p -> true, 0, 9).total()).isOne();
  }

  @Test
  void onceEveryoneIsErasedOnlyTheirCodesAreFound() {
    for (int i = 0; i < 5_000; i++) {
      roster.put(called("X" + i, "Lê " + i));
    }
    roster.index.catchUp();

    roster.erase(List.copyOf(roster.people.keySet()));

    assertThat(roster.index.texts()).containsExactlyInAnyOrder("—", "x");
    assertThat(roster.index.find(List.of("le"), p -> true, 0, 9).total()).isZero();
    assertThat(roster.index.find(List.of(), p -> true, 0, 5_000).people())
        .containsExactlyElementsOf(roster.people.values());
    assertThat(roster.index.find(List.of("x4711"), p -> true, 0, 9).people())
        .extracting(Person::code)
        .containsExactly("X4711");
  }

  private static Delegate called(String code, String name) {
    return new Delegate(code, name, null, null, "A", Delegate.Kind.ROSTER, null, false);
  }

  private static final class Roster {
    private final Map<String, Person> people = new ConcurrentSkipListMap<>();
    private final PeopleIndex index = new PeopleIndex(people::get);

    void holds(RandomGenerator random) {
      for (int step = 0; step < 3_000; step++) {
        change(random);
        if (step % 25 == 0) {
          String q = QUERIES.get(random.nextInt(QUERIES.size()));
          long from = random.nextInt(3);
          int limit = 1 + random.nextInt(2_000);
          List<Person> expected =
              people.values().stream().filter(p -> p.matches(Folding.words(q))).toList();

          Register.Found found = index.find(Folding.words(q), p -> true, from, limit);

          assertThat(found.total()).as(q).isEqualTo(expected.size());
          assertThat(found.people())
              .as(q)
              .containsExactlyElementsOf(expected.stream().skip(from).limit(limit).toList());
        }
      }
      assertThat(people).hasSizeGreaterThan(500);
    }

    private void change(RandomGenerator random) {
      int what = random.nextInt(10);
      if (what < 6 || people.isEmpty()) {
        String pattern = CODES.get(random.nextInt(CODES.size()));
        String code = pattern.formatted(random.nextInt(400)).toUpperCase(Locale.ROOT);
        Person known = people.get(code);
        if (known == null) {
          put(delegate(code, random));
        } else {
          Delegate before = known.delegate();
          known.register(delegate(code, random), 2);
          index.changed(known, before);
        }
      } else if (what < 7) {
        Person gone = people.values().iterator().next();
        people.remove(gone.code());
        index.changed(gone, gone.delegate());
      } else if (what < 8 && random.nextInt(10) == 0) {
        erase(List.of(people.keySet().iterator().next()));
      }
    }

    void rename(String code, String name) {
      Person person = Objects.requireNonNull(people.get(code));
      Delegate before = person.delegate();
      person.register(called(code, name), 2);
      index.changed(person, before);
      index.catchUp();
    }

    void erase(Collection<String> codes) {
      for (String code : codes) {
        Person person = Objects.requireNonNull(people.get(code));
        Delegate before = person.delegate();
        person.register(before.erased(Instant.EPOCH), 2);
        index.changed(person, before);
      }
      index.catchUp();
    }

    void put(Delegate delegate) {
      Person person = new Person(delegate, 1);
      people.put(delegate.code(), person);
      index.changed(person, null);
    }

    private static Delegate delegate(String code, RandomGenerator random) {
      String name =
          FAMILIES.get(random.nextInt(FAMILIES.size()))
              + " "
              + GIVEN.get(random.nextInt(GIVEN.size()));
      @Nullable String title =
          random.nextInt(3) == 0 ? null : TITLES.get(random.nextInt(TITLES.size()));
      @Nullable String organisation =
          random.nextInt(3) == 0 ? null : "Đảng ủy xã " + random.nextInt(30);
      return new Delegate(code, name, title, organisation, "A", Delegate.Kind.ROSTER, null, false);
    }
  }
}
