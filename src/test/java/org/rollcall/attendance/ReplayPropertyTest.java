package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.attendance.Rehearsal.absent;
import static org.rollcall.attendance.Rehearsal.checkIn;
import static org.rollcall.attendance.Rehearsal.checkOut;
import static org.rollcall.attendance.Rehearsal.coordinator;
import static org.rollcall.attendance.Rehearsal.delegate;
import static org.rollcall.attendance.Rehearsal.excuse;
import static org.rollcall.attendance.Rehearsal.forced;
import static org.rollcall.attendance.Rehearsal.inRollCall;
import static org.rollcall.attendance.Rehearsal.offline;
import static org.rollcall.attendance.Rehearsal.organizer;
import static org.rollcall.attendance.Rehearsal.report;
import static org.rollcall.attendance.Rehearsal.site;
import static org.rollcall.attendance.Rehearsal.substitute;
import static org.rollcall.attendance.Rehearsal.substituteByCode;
import static org.rollcall.attendance.Rehearsal.undo;
import static org.rollcall.attendance.Rehearsal.walkIn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.rollcall.Seeds;
import org.rollcall.headcount.Figures;
import org.rollcall.headcount.SiteCount;
import org.rollcall.headcount.Snapshot;

/** What holds of any log that the rules let come to be. */
class ReplayPropertyTest {
  @Test
  void figuresBalanceAtEveryMomentAndAReplayOfTheLogEqualsWhatIsLive() {
    Seeds.check(
        60,
        random -> {
          Conference course = new Conference(random);
          for (int step = 0; step < 400; step++) {
            course.step();
            if (step % 20 == 0) {
              balances(course.hall.register(), course.hall.counts().snapshot(Conference::all));
            }
          }
          course.check();
          isEqual(course.hall.replayed(), course.hall);
          isEqual(course.hall.replayedFromEmptiedRows(), course.hall);
        });
  }

  /** A conference in which anything may happen next. */
  private static final class Conference {
    private final Rehearsal hall = new Rehearsal();
    private final RandomGenerator random;
    private final List<String> sites = new ArrayList<>();
    private final Map<Integer, Map<String, Figures>> closed = new HashMap<>();
    private int named;

    Conference(RandomGenerator random) {
      this.random = random;
      hall.sites(site("S0", null));
      sites.add("S0");
      for (int i = 1; i < 6; i++) {
        addSite();
      }
      for (int i = 0; i < 24; i++) {
        hall.delegates(delegate(newCode(), newName(), any(sites)));
      }
    }

    static List<String> all(SiteTree tree) {
      return tree.all().stream().map(Site::code).toList();
    }

    private String newCode() {
      return "DB-" + named;
    }

    private String newName() {
      return "Nguyễn Văn " + named++;
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private String anyone() {
      List<String> codes = hall.register().people().stream().map(Person::code).toList();
      return any(codes);
    }

    void step() {
      switch (random.nextInt(40)) {
        case 0 -> changeRoster();
        case 1 -> changeSites();
        case 2 -> changeRollCalls();
        default -> command();
      }
    }

    private void changeRoster() {
      Person person = hall.register().person(anyone());
      Delegate d = person.delegate();
      switch (random.nextInt(6)) {
        case 4 -> hall.erase(d.code());
        case 5 -> hall.erase(random.nextInt(8) == 0 ? null : d.code());
        case 0 -> hall.delegates(delegate(newCode(), newName(), any(sites)));
        case 1 -> hall.withdraw(d.code());
        case 2 -> {
          if (!person.hasEvents()) {
            hall.removeDelegate(d.code());
          }
        }
        default -> {
          if (d.kind() == Delegate.Kind.ROSTER) {
            hall.delegates(delegate(d.code(), d.fullName(), any(sites)));
          }
        }
      }
    }

    private void changeSites() {
      if (random.nextBoolean()) {
        addSite();
        return;
      }
      Site moved = site(any(sites), any(sites));
      SiteTree tree = hall.register().sites().with(List.of(moved), List.of());
      if (!moved.code().equals("S0") && tree.fault(moved) == null) {
        hall.sites(moved);
      }
    }

    private void addSite() {
      Site added = site("S" + sites.size(), any(sites));
      if (hall.register().sites().with(List.of(added), List.of()).fault(added) == null) {
        hall.sites(added);
        sites.add(added.code());
      }
    }

    private void changeRollCalls() {
      RollCall open = hall.register().open();
      if (open != null) {
        balances(hall.register(), hall.counts().snapshot(Conference::all));
        closed.put(open.id(), Recount.of(hall.register(), open.id()));
        hall.close(open.id());
        return;
      }
      int last = hall.register().lastClosed();
      if (last > 0 && random.nextBoolean()) {
        closed.remove(last);
        hall.open(last);
        return;
      }
      hall.register().rollCalls().stream()
          .filter(r -> r.state() == RollCallState.PLANNED)
          .findFirst()
          .ifPresentOrElse(r -> hall.open(r.id()), () -> hall.rollCall("Phiên tiếp"));
    }

    private void command() {
      String code = anyone();
      Command command =
          switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> checkIn(code);
            case 4, 5 -> checkOut(code);
            case 6 -> excuse(code);
            case 7 -> absent(code);
            case 8 -> walkIn(random.nextBoolean() ? newName() : "Nguyễn Văn 3");
            case 9 ->
                random.nextBoolean()
                    ? substitute(code, newName())
                    : substituteByCode(code, anyone());
            case 10 -> undo(any(hall.log()).id());
            default -> random.nextBoolean() ? report(random.nextInt(30)) : undoLatest(code);
          };
      if (random.nextBoolean()) {
        command = forced(command);
      }
      if (random.nextInt(4) == 0) {
        command = offline(command, hall.now().minusSeconds(random.nextInt(-30, 900)));
      }
      if (random.nextInt(6) == 0) {
        command = inRollCall(command, 1 + random.nextInt(hall.register().rollCalls().size()));
      }
      String site = any(sites);
      hall.send(random.nextInt(8) == 0 ? organizer(site) : coordinator(site), command);
    }

    private Command undoLatest(String code) {
      var id = hall.standing(code).command();
      return id == null ? checkIn(code) : undo(id);
    }

    void check() {
      Register register = hall.register();
      for (RollCall rollCall : register.rollCalls()) {
        Snapshot shown = hall.counts().snapshot(rollCall, Conference::all);
        Map<String, Figures> frozen = closed.get(rollCall.id());
        if (frozen == null) {
          balances(register, shown);
          continue;
        }
        assertThat(ownOf(shown)).as("a closed roll call keeps its figures").isEqualTo(frozen);
        RollCallRecord last = register.records(rollCall.id()).getLast();
        assertThat(shown.revision()).isEqualTo(last.revision());
        assertThat(last.cards())
            .filteredOn(card -> card.state() == State.PRESENT)
            .hasSize(Recount.sum(frozen.values()).present());
      }
    }
  }

  private static Map<String, Figures> ownOf(Snapshot snapshot) {
    Map<String, Figures> own = new TreeMap<>();
    snapshot.sites().forEach(count -> own.put(count.site(), count.own()));
    return own;
  }

  /** The domain's "Headcounts", line by line. */
  private static void balances(Register register, Snapshot shown) {
    RollCall rollCall = register.rollCall(shown.rollCall().id());
    if (rollCall.state() == RollCallState.CLOSED) {
      return;
    }
    Map<String, Figures> own = ownOf(shown);
    assertThat(own).isEqualTo(Recount.of(register, rollCall.id()));
    for (SiteCount count : shown.sites()) {
      Figures f = count.own();
      assertThat(f.own() + f.visitors() + f.walkIns() + f.substitutes()).isEqualTo(f.present());
      assertThat(
              f.own()
                  + f.presentElsewhere()
                  + f.left()
                  + f.excused()
                  + f.absent()
                  + f.substituted()
                  + f.awaited())
          .isEqualTo(f.expected());
      List<String> below =
          own.keySet().stream()
              .filter(site -> register.sites().isWithin(site, count.site()))
              .toList();
      assertThat(count.subtree())
          .as("subtree of " + count.site())
          .isEqualTo(Recount.sum(below.stream().map(own::get).toList()));
      assertThat(count.subtreeSites()).as("sites below " + count.site()).isEqualTo(below.size());
      assertThat(count.subtreeReported())
          .isEqualTo(
              (int)
                  shown.sites().stream()
                      .filter(s -> below.contains(s.site()) && s.report() != null)
                      .count());
    }
    assertThat(Recount.sum(own.values()).present())
        .as("distinct people present")
        .isEqualTo(
            (int)
                register.people().stream()
                    .filter(p -> p.standing(rollCall.id()).state() == State.PRESENT)
                    .count());
  }

  private static void isEqual(Rehearsal again, Rehearsal live) {
    Register a = again.register();
    Register b = live.register();
    assertThat(a.revision()).isEqualTo(b.revision());
    assertThat(a.registryRevision()).isEqualTo(b.registryRevision());
    assertThat(a.conference()).isEqualTo(b.conference());
    assertThat(a.rollCalls()).isEqualTo(b.rollCalls());
    assertThat(a.current()).isEqualTo(b.current());
    assertThat(a.sites().all()).containsExactlyElementsOf(b.sites().all());
    assertThat(a.people())
        .extracting(Person::code)
        .containsExactlyElementsOf(b.people().stream().map(Person::code).toList());
    for (RollCall rollCall : b.rollCalls()) {
      int id = rollCall.id();
      for (Person person : b.people()) {
        Person other = a.person(person.code());
        assertThat(other.card(id)).isEqualTo(person.card(id));
        assertThat(other.standing(id)).isEqualTo(person.standing(id));
        assertThat(other.hasEvents()).isEqualTo(person.hasEvents());
      }
      assertThat(a.records(id)).isEqualTo(b.records(id));
      Snapshot one = again.counts().snapshot(rollCall, Conference::all);
      Snapshot two = live.counts().snapshot(rollCall, Conference::all);
      assertThat(one.sites()).isEqualTo(two.sites());
      assertThat(one.revision()).isEqualTo(two.revision());
      assertThat(one.structureRevision()).isEqualTo(two.structureRevision());
      assertThat(again.counts().arrivals(id, null)).isEqualTo(live.counts().arrivals(id, null));
    }
    for (Site site : b.sites().all()) {
      assertThat(a.revisionsOf(site.code(), 0, 5_000))
          .isEqualTo(b.revisionsOf(site.code(), 0, 5_000));
      assertThat(a.hasEvents(site.code())).isEqualTo(b.hasEvents(site.code()));
      assertThat(a.peopleOf(site.code()))
          .extracting(Person::code)
          .containsExactlyElementsOf(b.peopleOf(site.code()).stream().map(Person::code).toList());
    }
  }

  @Test
  void offlineCommandsOfSeveralDevicesEndInTheSamePresencesInAnyOrderOfArrival() {
    Seeds.check(
        200,
        random -> {
          List<List<Sent>> devices = devices(random);
          Map<String, String> first = endOf(interleaved(devices, random));
          for (int order = 0; order < 6; order++) {
            assertThat(endOf(interleaved(devices, random))).isEqualTo(first);
          }
        });
  }

  private record Sent(Sender sender, Command command) {}

  private static final List<String> SITES = List.of("S", "T", "U");
  private static final List<String> PEOPLE = List.of("AN", "BINH", "CHI", "DUC", "EM");

  private static Rehearsal hall() {
    Rehearsal hall = new Rehearsal();
    hall.sites(site("S", null), site("T", "S"), site("U", "S"));
    for (int i = 0; i < PEOPLE.size(); i++) {
      hall.delegates(delegate(PEOPLE.get(i), "Đại biểu " + i, SITES.get(i % 3)));
    }
    hall.open(1);
    return hall;
  }

  private static List<List<Sent>> devices(RandomGenerator random) {
    List<List<Sent>> devices = new ArrayList<>();
    for (int device = 0; device < 4; device++) {
      String site = SITES.get(device % 3);
      Sender sender = random.nextInt(6) == 0 ? organizer(site) : coordinator(site);
      List<Sent> queue = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        // few moments, so that some commands happen at the same time
        Duration ago = Duration.ofMinutes(random.nextInt(1, 12));
        String name = "Khách " + device + "-" + i;
        Command command = command(random, PEOPLE.get(random.nextInt(PEOPLE.size())), name);
        queue.add(new Sent(sender, offline(command, Rehearsal.MORNING.minus(ago))));
      }
      devices.add(queue);
    }
    return devices;
  }

  private static Command command(RandomGenerator random, String code, String newName) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> checkIn(code);
      case 3, 4 -> checkOut(code);
      case 5 -> excuse(code);
      case 6 -> absent(code);
      case 7 -> walkIn(newName);
      case 8 -> substitute(code, newName);
      default -> substituteByCode(code, PEOPLE.get(random.nextInt(PEOPLE.size())));
    };
  }

  private static List<Sent> interleaved(List<List<Sent>> devices, RandomGenerator random) {
    List<List<Sent>> left = new ArrayList<>();
    devices.forEach(device -> left.add(new ArrayList<>(device)));
    List<Sent> order = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Sent> next = left.get(random.nextInt(left.size()));
      order.add(next.removeFirst());
      left.removeIf(List::isEmpty);
    }
    return order;
  }

  /** Where everyone ended; whom a command made is known by name, as codes follow the arrival. */
  private static Map<String, String> endOf(List<Sent> order) {
    Rehearsal hall = hall();
    order.forEach(sent -> hall.send(sent.sender(), sent.command()));
    Map<String, String> end = new TreeMap<>();
    for (Person person : hall.register().people()) {
      end.put(person.delegate().fullName(), hall.where(person.code()));
    }
    return end;
  }
}
