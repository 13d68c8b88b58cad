package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.attendance.Rehearsal.MORNING;
import static org.rollcall.attendance.Rehearsal.absent;
import static org.rollcall.attendance.Rehearsal.checkIn;
import static org.rollcall.attendance.Rehearsal.checkOut;
import static org.rollcall.attendance.Rehearsal.delegate;
import static org.rollcall.attendance.Rehearsal.excuse;
import static org.rollcall.attendance.Rehearsal.forced;
import static org.rollcall.attendance.Rehearsal.happened;
import static org.rollcall.attendance.Rehearsal.inRollCall;
import static org.rollcall.attendance.Rehearsal.offline;
import static org.rollcall.attendance.Rehearsal.organizer;
import static org.rollcall.attendance.Rehearsal.report;
import static org.rollcall.attendance.Rehearsal.site;
import static org.rollcall.attendance.Rehearsal.substitute;
import static org.rollcall.attendance.Rehearsal.substituteByCode;
import static org.rollcall.attendance.Rehearsal.undo;
import static org.rollcall.attendance.Rehearsal.walkIn;
import static org.rollcall.attendance.Rehearsal.withId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rollcall.attendance.Rehearsal.Answer;

/** The domain's rules, cell by cell and sentence by sentence. S and T are sites; AN is of S. */
class RulesTest {
  private final Rehearsal hall = hall();

  private static Rehearsal hall() {
    Rehearsal hall = new Rehearsal();
    hall.sites(site("S", null), site("T", "S"), site("U", "S"));
    hall.delegates(
        delegate("AN", "Nguyễn Văn An", "S"),
        delegate("BINH", "Trần Thị Bình", "S"),
        delegate("CHI", "Lê Mai Chi", "T"),
        delegate("DUC", "Nguyễn Văn Đức", "T"));
    hall.open(1);
    return hall;
  }

  // ---- the table

  /** The domain's table: what a command does at site S online, for a delegate whose home is S. */
  private static final String TABLE =
      """
                 | AWAITED     | EXCUSED     | ABSENT      | PRESENT at S | PRESENT at T      | LEFT        | SUBSTITUTED | VOID
      check-in   | PRESENT     | PRESENT     | PRESENT     | ALREADY_HERE | asks ALREADY_ELSEWHERE | PRESENT | SUBSTITUTED | NOT_FOUND
      check-out  | NOT_HERE    | NOT_HERE    | NOT_HERE    | LEFT         | NOT_HERE          | NOT_HERE    | NOT_HERE    | NOT_FOUND
      excuse     | EXCUSED     | EXCUSED     | EXCUSED     | ALREADY_HERE | ALREADY_ELSEWHERE | HAS_LEFT    | SUBSTITUTED | NOT_FOUND
      absent     | ABSENT      | ABSENT      | ABSENT      | ALREADY_HERE | ALREADY_ELSEWHERE | HAS_LEFT    | SUBSTITUTED | NOT_FOUND
      substitute | SUBSTITUTED | SUBSTITUTED | SUBSTITUTED | ALREADY_HERE | ALREADY_ELSEWHERE | SUBSTITUTED | refused SUBSTITUTED | NOT_FOUND
      """;

  private static final List<String> REASONS =
      Arrays.stream(Reason.values()).map(Enum::name).toList();

  @TestFactory
  Stream<DynamicTest> everyCellOfTheDomainsTable() {
    List<String[]> lines = TABLE.lines().map(line -> line.strip().split("\\s*\\|\\s*")).toList();
    String[] states = lines.getFirst();
    List<DynamicTest> cells = new ArrayList<>();
    for (String[] row : lines.subList(1, lines.size())) {
      for (int column = 1; column < row.length; column++) {
        String command = row[0];
        String state = states[column];
        String cell = row[column];
        cells.add(
            DynamicTest.dynamicTest(
                command + " of one " + state + ": " + cell, () -> cellHolds(command, state, cell)));
      }
    }
    assertThat(cells).hasSize(40);
    return cells.stream();
  }

  private static void cellHolds(String word, String state, String cell) {
    Rehearsal hall = hall();
    String code = standing(hall, state);
    assertThat(hall.where(code)).startsWith(state);
    Standing before = hall.standing(code);
    long revision = hall.register().revision();

    Answer answer = hall.send("S", command(word, code));

    boolean check = word.equals("check-in") && cell.equals("SUBSTITUTED");
    boolean refused = REASONS.contains(cell) && (check || !isState(cell, word));
    if (cell.startsWith("asks ") || cell.startsWith("refused ")) {
      assertThat(answer.word()).isEqualTo(cell);
    } else if (refused) {
      assertThat(answer.word()).isEqualTo("refused " + cell);
    } else {
      assertThat(answer.word()).isEqualTo("APPLIED");
      assertThat(hall.standing(code).state()).hasToString(cell);
      assertThat(answer.applied().review()).isFalse();
      assertThat(answer.applied().from()).isEqualTo(before.place());
      return;
    }
    assertThat(hall.standing(code)).isEqualTo(before);
    assertThat(hall.register().revision()).as("nothing is recorded").isEqualTo(revision);
    if (answer.verdict() instanceof Verdict.Refuse) {
      assertThat(answer.retry()).isEqualTo(Retry.NEVER);
    }
  }

  private static boolean isState(String cell, String word) {
    // SUBSTITUTED is a reason and a state: a substitute leads to it, anything else meets it
    return cell.equals("SUBSTITUTED") && word.equals("substitute");
  }

  /** Brings someone of site S into that state, and says who. */
  private static String standing(Rehearsal hall, String state) {
    switch (state) {
      case "AWAITED" -> {}
      case "EXCUSED" -> hall.send("S", excuse("AN"));
      case "ABSENT" -> hall.send("S", absent("AN"));
      case "PRESENT at S" -> hall.send("S", checkIn("AN"));
      case "PRESENT at T" -> hall.send("T", forced(checkIn("AN")));
      case "LEFT" -> {
        hall.send("S", checkIn("AN"));
        hall.send("S", checkOut("AN"));
      }
      case "SUBSTITUTED" -> hall.send("S", substitute("AN", "Hoàng Văn Thay"));
      case "VOID" -> {
        Answer walkIn = hall.send("S", walkIn("Khách Mời"));
        hall.send("S", undo(walkIn));
        return walkIn.made();
      }
      default -> throw new IllegalArgumentException(state);
    }
    return "AN";
  }

  private static Command command(String word, String code) {
    return switch (word) {
      case "check-in" -> checkIn(code);
      case "check-out" -> checkOut(code);
      case "excuse" -> excuse(code);
      case "absent" -> absent(code);
      case "substitute" -> substitute(code, "Vũ Thị Thế");
      default -> throw new IllegalArgumentException(word);
    };
  }

  @Test
  void whoeverIsOnNoRosterIsRefused() {
    assertThat(hall.send("S", checkIn("NGUYEN")).word()).isEqualTo("refused NOT_ON_ROSTER");
    assertThat(hall.send("S", offline(excuse("NGUYEN"), MORNING)).word())
        .isEqualTo("refused NOT_ON_ROSTER");
  }

  @Test
  void whoeverWasTakenOffTheRosterComesInNoMoreButMayLeave() {
    hall.send("S", checkIn("AN"));
    hall.withdraw("AN");
    hall.withdraw("BINH");

    assertThat(hall.send("S", checkIn("BINH")).word()).isEqualTo("refused NOT_ON_ROSTER");
    assertThat(hall.send("S", checkOut("AN")).word()).isEqualTo("APPLIED");
    assertThat(hall.send("S", offline(checkIn("BINH"), hall.now())).applied().review()).isTrue();
    assertThat(hall.where("BINH")).isEqualTo("PRESENT at S");
  }

  @Nested
  class Questions {
    @Test
    void aDelegateOfAnotherSiteIsAskedAbout() {
      assertThat(hall.send("S", checkIn("CHI")).word()).isEqualTo("asks WRONG_SITE");
      assertThat(hall.where("CHI")).isEqualTo("AWAITED");
      assertThat(hall.send("S", forced(checkIn("CHI"))).word()).isEqualTo("APPLIED");
      assertThat(hall.where("CHI")).isEqualTo("PRESENT at S");
    }

    @Test
    void alreadyElsewhereIsAskedBeforeWrongSite() {
      hall.send("T", checkIn("CHI"));

      assertThat(hall.send("S", checkIn("CHI")).word()).isEqualTo("asks ALREADY_ELSEWHERE");
    }

    @Test
    void oneForceAnswersEveryQuestion() {
      hall.send("T", checkIn("CHI"));

      assertThat(hall.send("S", forced(checkIn("CHI"))).word()).isEqualTo("APPLIED");
      assertThat(hall.where("CHI")).isEqualTo("PRESENT at S");
    }

    @Test
    void aVisitorWhoLeftFromHereComesBackUnasked() {
      hall.send("S", forced(checkIn("CHI")));
      hall.send("S", checkOut("CHI"));

      assertThat(hall.send("S", checkIn("CHI")).word()).isEqualTo("APPLIED");
    }

    @Test
    void aVisitorWhoLeftFromElsewhereIsAskedAbout() {
      hall.send("T", checkIn("CHI"));
      hall.send("T", checkOut("CHI"));

      assertThat(hall.send("S", checkIn("CHI")).word()).isEqualTo("asks WRONG_SITE");
    }

    @Test
    void forceAnswersNoRefusal() {
      hall.send("S", checkIn("AN"));
      hall.send("T", forced(checkIn("BINH")));

      assertThat(hall.send("S", forced(checkIn("AN"))).word()).isEqualTo("refused ALREADY_HERE");
      assertThat(hall.send("S", forced(excuse("AN"))).word()).isEqualTo("refused ALREADY_HERE");
      assertThat(hall.send("S", forced(checkOut("BINH"))).word()).isEqualTo("refused NOT_HERE");
      assertThat(hall.send("S", forced(excuse("BINH"))).word())
          .isEqualTo("refused ALREADY_ELSEWHERE");
    }

    @Test
    void anOrganizerIsAskedToo() {
      assertThat(hall.send(organizer("S"), checkIn("CHI")).word()).isEqualTo("asks WRONG_SITE");
    }

    @Test
    void movingIsOneEventOfWhichBothSitesAndTheHomeSiteHear() {
      hall.send("T", forced(checkIn("AN")));

      Answer moved = hall.send("U", forced(checkIn("AN")));

      assertThat(moved.applied().from()).isEqualTo(new Place(State.PRESENT, "T"));
      assertThat(moved.applied().to()).isEqualTo(new Place(State.PRESENT, "U"));
      long before = moved.applied().revision() - 1;
      for (String concerned : List.of("S", "T", "U")) {
        assertThat(hall.register().revisionsOf(concerned, before, 10)).hasSize(1);
      }
    }
  }

  @Nested
  class WalkIns {
    @Test
    void aWalkInIsPresentUnderACodeOfTheServer() {
      Answer answer = hall.send("S", walkIn("Phạm Khách"));

      assertThat(answer.applied().delegate()).isEqualTo("~" + answer.applied().revision());
      assertThat(answer.applied().from()).isNull();
      assertThat(hall.where(answer.made())).isEqualTo("PRESENT at S");
      Delegate made = hall.register().person(answer.made()).delegate();
      assertThat(made.homeSite()).isNull();
      assertThat(made.madeAt()).isEqualTo("S");
      assertThat(made.kind()).isEqualTo(Delegate.Kind.WALK_IN);
    }

    @Test
    void oneNamedAsSomeoneOfTheSitesRosterIsAskedAbout() {
      Answer asked = hall.send("S", walkIn("nguyen van AN"));

      assertThat(asked.word()).isEqualTo("asks SAME_NAME");
      Verdict.Ask ask = (Verdict.Ask) asked.verdict();
      assertThat(ask.candidates()).extracting(Person::code).containsExactly("AN");
      assertThat(hall.send("S", forced(walkIn("nguyen van AN"))).word()).isEqualTo("APPLIED");
    }

    @Test
    void oneNamedAsSomeonePresentHereIsAskedAbout() {
      hall.send("S", forced(checkIn("DUC")));
      assertThat(hall.send("S", walkIn("Nguyễn Văn Đức")).word()).isEqualTo("asks SAME_NAME");

      hall.send("S", walkIn("Phạm Khách"));
      assertThat(hall.send("S", walkIn("PHAM KHACH")).word()).isEqualTo("asks SAME_NAME");
    }

    @Test
    void oneNamedAsSomeoneOfAnotherSiteIsNot() {
      assertThat(hall.send("S", walkIn("Lê Mai Chi")).word()).isEqualTo("APPLIED");
      hall.send("S", forced(checkIn("DUC")));
      hall.send("S", checkOut("DUC"));
      assertThat(hall.send("S", walkIn("Nguyễn Văn Đức")).word()).isEqualTo("APPLIED");
    }

    @Test
    void theyStayOnTheListsOfTheSiteThatMadeThemAndTheOneWhereTheyAre() {
      String code = hall.send("S", walkIn("Phạm Khách")).made();
      hall.send("T", forced(checkIn(code)));
      Person person = hall.register().person(code);

      assertThat(person.isOnListOf("S", 1)).isTrue();
      assertThat(person.isOnListOf("T", 1)).isTrue();
      assertThat(person.isOnListOf("U", 1)).isFalse();
      assertThat(hall.register().peopleOf("S")).contains(person);
      assertThat(hall.register().peopleOf("T")).contains(person);
    }

    @Test
    void inALaterRollCallTheyAreAwaitedAndComeInUnasked() {
      String code = hall.send("S", walkIn("Phạm Khách")).made();
      hall.close(1);
      hall.open(hall.rollCall("Buổi chiều"));

      assertThat(hall.where(code)).isEqualTo("AWAITED");
      assertThat(hall.send("T", checkIn(code)).word()).isEqualTo("APPLIED");
      assertThat(hall.where(code)).isEqualTo("PRESENT at T");
    }
  }

  @Nested
  class Substitutes {
    @Test
    void aNewPersonComesInForTheDelegate() {
      Answer answer = hall.send("S", substitute("AN", "Hoàng Văn Thay"));

      assertThat(hall.where("AN")).isEqualTo("SUBSTITUTED");
      assertThat(hall.where(answer.made())).isEqualTo("PRESENT at S");
      Event event = answer.applied();
      assertThat(event.delegate()).isEqualTo("AN");
      assertThat(event.person())
          .isEqualTo(new Event.Companion(answer.made(), null, new Place(State.PRESENT, "S")));
      assertThat(hall.register().person(answer.made()).delegate().kind())
          .isEqualTo(Delegate.Kind.SUBSTITUTE);
    }

    @Test
    void someoneKnownComesInByCode() {
      Answer answer = hall.send("S", substituteByCode("AN", "CHI"));

      assertThat(answer.applied().person())
          .isEqualTo(
              new Event.Companion(
                  "CHI", new Place(State.AWAITED, null), new Place(State.PRESENT, "S")));
      assertThat(hall.where("CHI")).isEqualTo("PRESENT at S");
    }

    @Test
    void someonePresentElsewhereIsAskedAbout() {
      hall.send("T", checkIn("CHI"));

      assertThat(hall.send("S", substituteByCode("AN", "CHI")).word())
          .isEqualTo("asks ALREADY_ELSEWHERE");
      assertThat(hall.where("AN")).isEqualTo("AWAITED");
      assertThat(hall.send("S", forced(substituteByCode("AN", "CHI"))).word()).isEqualTo("APPLIED");
      assertThat(hall.where("CHI")).isEqualTo("PRESENT at S");
    }

    @Test
    void theRefusalOfTheDelegateComesBeforeTheQuestionAboutTheOther() {
      hall.send("T", checkIn("CHI"));
      hall.send("S", checkIn("AN"));

      assertThat(hall.send("S", substituteByCode("AN", "CHI")).word())
          .isEqualTo("refused ALREADY_HERE");
    }

    @Test
    void nobodyIsReplacedByHimselfOrByAStranger() {
      assertThat(hall.send("S", substituteByCode("AN", "AN")).word()).isEqualTo("refused INVALID");
      assertThat(hall.send("S", substituteByCode("AN", "NONE")).word())
          .isEqualTo("refused NOT_ON_ROSTER");
    }

    @Test
    void aSubstitutionHoldsForItsRollCallOnly() {
      String code = hall.send("S", substitute("AN", "Hoàng Văn Thay")).made();
      hall.close(1);
      hall.open(hall.rollCall("Buổi chiều"));

      assertThat(hall.where("AN")).isEqualTo("AWAITED");
      assertThat(hall.where(code)).isEqualTo("AWAITED");
    }
  }

  @Nested
  class RollCalls {
    private final Rehearsal planned = new Rehearsal();

    RollCalls() {
      planned.sites(site("S", null));
      planned.delegates(delegate("AN", "Nguyễn Văn An", "S"));
    }

    @Test
    void anExcuseMayBeGivenWhilePlanned() {
      assertThat(planned.send("S", excuse("AN")).word()).isEqualTo("APPLIED");
      assertThat(planned.send("S", inRollCall(excuse("AN"), 1)).word()).isEqualTo("APPLIED");
      assertThat(planned.where("AN")).isEqualTo("EXCUSED");
    }

    @Test
    void everyOtherCommandNeedsItOpenAndMayBeSentAgain() {
      Answer excused = planned.send("S", excuse("AN"));
      for (Command command :
          List.of(
              checkIn("AN"),
              checkOut("AN"),
              absent("AN"),
              substitute("AN", "Hoàng Văn Thay"),
              walkIn("Khách"),
              undo(excused),
              report(1),
              inRollCall(checkIn("AN"), 1),
              offline(checkIn("AN"), MORNING))) {
        Answer answer = planned.send("S", command);
        assertThat(answer.word()).as(command.toString()).isEqualTo("refused NOT_OPEN");
        assertThat(answer.retry()).isEqualTo(Retry.SAME_ID);
      }
    }

    @Test
    void anExcuseOfBeforeTheOpeningIsUndoneAfterIt() {
      Answer excused = planned.send("S", excuse("AN"));
      planned.open(1);

      assertThat(planned.send("S", undo(excused)).word()).isEqualTo("APPLIED");
      assertThat(planned.where("AN")).isEqualTo("AWAITED");
    }

    @Test
    void afterTheClosingNothingIsTakenOnline() {
      hall.close(1);

      for (Command command : List.of(checkIn("AN"), excuse("AN"), inRollCall(checkIn("AN"), 1))) {
        Answer answer = hall.send("S", command);
        assertThat(answer.word()).isEqualTo("refused NOT_OPEN");
        assertThat(answer.retry()).isEqualTo(Retry.NEVER);
      }
    }

    @Test
    void aRollCallThatDoesNotExistIsNotOpen() {
      Answer answer = hall.send("S", inRollCall(checkIn("AN"), 7));

      assertThat(answer.word()).isEqualTo("refused NOT_OPEN");
      assertThat(answer.retry()).isEqualTo(Retry.NEVER);
    }

    @Test
    void oneThatIsPlannedBesideTheOpenOneMayStillOpen() {
      int second = hall.rollCall("Buổi chiều");

      Answer answer = hall.send("S", inRollCall(checkIn("AN"), second));

      assertThat(answer.word()).isEqualTo("refused NOT_OPEN");
      assertThat(answer.retry()).isEqualTo(Retry.SAME_ID);
      assertThat(hall.send("S", inRollCall(excuse("AN"), second)).word()).isEqualTo("APPLIED");
      assertThat(hall.where("AN")).isEqualTo("AWAITED");
      assertThat(hall.standing("AN", second).state()).isEqualTo(State.EXCUSED);
    }

    @Test
    void theCurrentOneIsTheOpenElseTheLastClosedElseTheFirst() {
      assertThat(planned.register().current().id()).isEqualTo(1);
      int second = planned.rollCall("Buổi chiều");
      assertThat(planned.register().current().id()).isEqualTo(1);
      planned.open(second);
      assertThat(planned.register().current().id()).isEqualTo(second);
      planned.close(second);
      assertThat(planned.register().current().id()).isEqualTo(second);
      planned.open(1);
      assertThat(planned.register().current().id()).isEqualTo(1);
    }
  }

  @Nested
  class Undoing {
    @Test
    void goesBackStepByStep() {
      Answer excused = hall.send("S", excuse("AN"));
      Standing first = hall.standing("AN");
      Answer came = hall.send("S", checkIn("AN"));
      Standing second = hall.standing("AN");
      Answer left = hall.send("S", checkOut("AN"));

      assertThat(hall.send("S", undo(came)).word()).isEqualTo("refused STALE");
      assertThat(hall.send("S", undo(left)).word()).isEqualTo("APPLIED");
      assertThat(hall.standing("AN")).isEqualTo(second);
      assertThat(hall.send("S", undo(excused)).word()).isEqualTo("refused STALE");
      assertThat(hall.send("S", undo(came)).word()).isEqualTo("APPLIED");
      assertThat(hall.standing("AN")).isEqualTo(first);
      assertThat(hall.send("S", undo(excused)).word()).isEqualTo("APPLIED");
      assertThat(hall.standing("AN")).isEqualTo(Standing.AWAITED);
    }

    @Test
    void restoresTheSiteOfAMoveAndSinceWhen() {
      hall.send("T", forced(checkIn("AN")));
      Standing atT = hall.standing("AN");
      Answer moved = hall.send("S", forced(checkIn("AN")));

      Answer undone = hall.send("S", undo(moved));

      assertThat(hall.standing("AN")).isEqualTo(atT);
      assertThat(undone.applied().undoes()).isEqualTo(moved.applied().id());
      assertThat(undone.applied().from()).isEqualTo(new Place(State.PRESENT, "S"));
      assertThat(undone.applied().to()).isEqualTo(new Place(State.PRESENT, "T"));
    }

    @Test
    void anUndoCannotBeUndoneNorACommandTwice() {
      Answer came = hall.send("S", checkIn("AN"));
      Answer undone = hall.send("S", undo(came));

      assertThat(hall.send("S", undo(undone)).word()).isEqualTo("refused STALE");
      assertThat(hall.send("S", undo(came)).word()).isEqualTo("refused STALE");
    }

    @Test
    void aWalkInUndoneIsVoidAndOnNoList() {
      Answer walkIn = hall.send("S", walkIn("Phạm Khách"));

      assertThat(hall.send("S", undo(walkIn)).word()).isEqualTo("APPLIED");

      assertThat(hall.where(walkIn.made())).isEqualTo("VOID");
      assertThat(hall.register().person(walkIn.made()).isOnListOf("S", 1)).isFalse();
      assertThat(hall.send("S", walkIn("Phạm Khách")).word()).isEqualTo("APPLIED");
    }

    @Test
    void aWalkInWhoLeftIsUndoneOnlyAfterTheLeaving() {
      Answer walkIn = hall.send("S", walkIn("Phạm Khách"));
      Answer left = hall.send("S", checkOut(walkIn.made()));

      assertThat(hall.send("S", undo(walkIn)).word()).isEqualTo("refused STALE");
      hall.send("S", undo(left));
      assertThat(hall.send("S", undo(walkIn)).word()).isEqualTo("APPLIED");
    }

    @Test
    void aSubstituteUndoneIsVoidAndTheReplacedIsWhatHeWas() {
      hall.send("S", excuse("AN"));
      Standing before = hall.standing("AN");
      Answer replaced = hall.send("S", substitute("AN", "Hoàng Văn Thay"));

      Answer undone = hall.send("S", undo(replaced));

      assertThat(hall.standing("AN")).isEqualTo(before);
      assertThat(hall.where(replaced.made())).isEqualTo("VOID");
      assertThat(undone.applied().person())
          .isEqualTo(
              new Event.Companion(
                  replaced.made(), new Place(State.PRESENT, "S"), new Place(State.VOID, null)));
    }

    @Test
    void aSubstituteByCodeGetsBackWhereHeStood() {
      hall.send("T", checkIn("CHI"));
      Standing chi = hall.standing("CHI");
      Answer replaced = hall.send("S", forced(substituteByCode("AN", "CHI")));

      assertThat(hall.send("S", undo(replaced)).word()).isEqualTo("APPLIED");

      assertThat(hall.standing("CHI")).isEqualTo(chi);
      assertThat(hall.standing("AN")).isEqualTo(Standing.AWAITED);
    }

    @Test
    void aSubstitutionIsStaleOnceTheSubstituteHasGoneOn() {
      Answer replaced = hall.send("S", substitute("AN", "Hoàng Văn Thay"));
      Answer left = hall.send("S", checkOut(replaced.made()));

      assertThat(hall.send("S", undo(replaced)).word()).isEqualTo("refused STALE");
      hall.send("S", undo(left));
      assertThat(hall.send("S", undo(replaced)).word()).isEqualTo("APPLIED");
    }

    @Test
    void anotherSitesCommandIsNotFoundButAnOrganizerUndoesAnything() {
      Answer came = hall.send("T", forced(checkIn("AN")));

      assertThat(hall.send("S", undo(came)).word()).isEqualTo("refused NOT_FOUND");
      assertThat(hall.send("S", undo(UUID.randomUUID())).word()).isEqualTo("refused NOT_FOUND");
      assertThat(hall.send(organizer("S"), undo(came)).word()).isEqualTo("APPLIED");
      assertThat(hall.where("AN")).isEqualTo("AWAITED");
    }

    @Test
    void whatAnOrganizerSentFromASiteTheSiteMayUndo() {
      Answer came = hall.send(organizer("S"), checkIn("AN"));

      assertThat(hall.send("S", undo(came)).word()).isEqualTo("APPLIED");
    }

    @Test
    void neitherAReportNorAnImportNorAnOpeningIsUndone() {
      Answer reported = hall.send("S", report(21));

      assertThat(hall.send("S", undo(reported)).word()).isEqualTo("refused STALE");
      for (Event event : hall.log().stream().filter(e -> e.site() == null).toList()) {
        assertThat(hall.send(organizer("S"), undo(event.id())).word())
            .isEqualTo("refused NOT_FOUND");
      }
    }

    @Test
    void aCommandOfAnEarlierRollCallIsStale() {
      Answer came = hall.send("S", checkIn("AN"));
      hall.close(1);
      hall.open(hall.rollCall("Buổi chiều"));

      assertThat(hall.send("S", undo(came)).word()).isEqualTo("refused STALE");
      assertThat(hall.standing("AN", 1).state()).isEqualTo(State.PRESENT);
    }

    @Test
    void aCommandThatChangedNothingIsStaleAndInNobodysWay() {
      Answer came = hall.send("S", checkIn("AN"));
      Answer told = hall.send("S", offline(excuse("AN"), hall.now()));

      assertThat(hall.send("S", undo(told)).word()).isEqualTo("refused STALE");
      assertThat(hall.send("S", undo(came)).word()).isEqualTo("APPLIED");
      assertThat(hall.where("AN")).isEqualTo("AWAITED");
    }

    @Test
    void aSubstitutionThatOnlyBroughtTheSubstituteTakesOnlyHimBack() {
      hall.send("S", checkIn("AN"));
      Answer told = hall.send("S", offline(substitute("AN", "Hoàng Văn Thay"), MORNING));
      assertThat(hall.where("AN")).isEqualTo("PRESENT at S");

      Answer undone = hall.send("S", undo(told));

      assertThat(hall.where("AN")).isEqualTo("PRESENT at S");
      assertThat(hall.where(told.made())).isEqualTo("VOID");
      assertThat(undone.applied().from()).isEqualTo(new Place(State.PRESENT, "S"));
      assertThat(undone.applied().to()).isEqualTo(new Place(State.PRESENT, "S"));
    }

    @Test
    void anUndoToldLaterThatCannotBeIsRecordedForReview() {
      Answer came = hall.send("S", checkIn("AN"));
      hall.send("S", checkOut("AN"));

      Answer told = hall.send("S", offline(undo(came), hall.now()));

      assertThat(told.word()).isEqualTo("APPLIED");
      assertThat(told.applied().review()).isTrue();
      assertThat(told.applied().to()).isEqualTo(told.applied().from());
      assertThat(hall.where("AN")).isEqualTo("LEFT from S");
    }
  }

  @Nested
  class WhomACoordinatorMayName {
    @Test
    void anyoneIsCheckedInAndOut() {
      assertThat(hall.send("S", forced(checkIn("CHI"))).word()).isEqualTo("APPLIED");
      assertThat(hall.send("S", checkOut("CHI")).word()).isEqualTo("APPLIED");
    }

    @Test
    void onlyThoseOfTheSiteAreExcusedAbsentOrSubstituted() {
      for (Command command :
          List.of(excuse("CHI"), absent("CHI"), substitute("CHI", "Hoàng Văn Thay"))) {
        assertThat(hall.send("S", command).word()).isEqualTo("refused FORBIDDEN");
        assertThat(hall.send("S", forced(command)).word()).isEqualTo("refused FORBIDDEN");
      }
      hall.send("U", forced(checkIn("CHI")));
      assertThat(hall.send("S", excuse("CHI")).word()).isEqualTo("refused FORBIDDEN");
    }

    @Test
    void orThoseWhoStandThere() {
      hall.send("S", forced(checkIn("CHI")));
      assertThat(hall.send("S", excuse("CHI")).word()).isEqualTo("refused ALREADY_HERE");
      hall.send("S", checkOut("CHI"));
      assertThat(hall.send("S", absent("CHI")).word()).isEqualTo("refused HAS_LEFT");
      assertThat(hall.send("S", substitute("CHI", "Hoàng Văn Thay")).word()).isEqualTo("APPLIED");
    }

    @Test
    void anOrganizerNamesAnyone() {
      assertThat(hall.send(organizer("S"), excuse("CHI")).word()).isEqualTo("APPLIED");
      assertThat(hall.where("CHI")).isEqualTo("EXCUSED");
    }

    @Test
    void anExcuseToldLaterOfSomeoneNeverSeenHereIsForbidden() {
      assertThat(hall.send("S", offline(excuse("CHI"), hall.now())).word())
          .isEqualTo("refused FORBIDDEN");
    }
  }

  @Nested
  class Offline {
    private static Instant at(int minute) {
      return MORNING.minus(Duration.ofHours(1)).plus(Duration.ofMinutes(minute));
    }

    @Test
    void aCheckInToldLaterIsNeverAskedAboutOrRefused() {
      Answer visitor = hall.send("S", offline(checkIn("CHI"), at(1)));
      assertThat(visitor.word()).isEqualTo("APPLIED");
      assertThat(visitor.applied().review()).as("online it would have been asked").isTrue();
      assertThat(visitor.applied().happenedAt()).isEqualTo(at(1));
      assertThat(hall.standing("CHI").since()).isEqualTo(at(1));

      Answer own = hall.send("S", offline(checkIn("AN"), at(1)));
      assertThat(own.applied().review()).isFalse();
      assertThat(own.applied().offline()).isTrue();

      Answer twice = hall.send("S", offline(checkIn("AN"), at(2)));
      assertThat(twice.word()).isEqualTo("APPLIED");
      assertThat(twice.applied().review()).as("online ALREADY_HERE").isTrue();
    }

    @Test
    void forceToldWithItAnswersTheQuestion() {
      assertThat(hall.send("S", offline(forced(checkIn("CHI")), at(1))).applied().review())
          .isFalse();
    }

    @Test
    void presenceRanksAboveExcuseAndExcuseAboveNothing() {
      hall.send("S", offline(checkIn("AN"), at(1)));

      Answer excused = hall.send("S", offline(excuse("AN"), at(5)));

      assertThat(excused.applied().from()).isEqualTo(new Place(State.PRESENT, "S"));
      assertThat(excused.applied().to()).isEqualTo(excused.applied().from());
      assertThat(excused.applied().review()).isTrue();
      assertThat(hall.where("AN")).isEqualTo("PRESENT at S");

      hall.send("S", offline(excuse("BINH"), at(5)));
      assertThat(hall.where("BINH")).isEqualTo("EXCUSED");
      hall.send("S", offline(checkIn("BINH"), at(1)));
      assertThat(hall.where("BINH")).isEqualTo("PRESENT at S");
    }

    @Test
    void amongEqualsTheLaterCounts() {
      hall.send("S", offline(checkIn("AN"), at(3)));
      hall.send("T", offline(checkIn("AN"), at(2)));
      assertThat(hall.where("AN")).isEqualTo("PRESENT at S");
      hall.send("T", offline(checkIn("AN"), at(4)));
      assertThat(hall.where("AN")).isEqualTo("PRESENT at T");

      hall.send("S", offline(excuse("BINH"), at(2)));
      hall.send("S", offline(absent("BINH"), at(1)));
      assertThat(hall.where("BINH")).isEqualTo("EXCUSED");
      hall.send("S", offline(absent("BINH"), at(3)));
      assertThat(hall.where("BINH")).isEqualTo("ABSENT");
    }

    @Test
    void atTheSameMomentTheGreaterIdCountsAsUnsignedBytes() {
      UUID low = UUID.fromString("00000000-0000-7000-8000-000000000001");
      UUID high = UUID.fromString("ffffffff-0000-7000-8000-000000000001");
      hall.send("S", withId(offline(checkIn("AN"), at(1)), low));
      hall.send("T", withId(offline(checkIn("AN"), at(1)), high));
      assertThat(hall.where("AN")).isEqualTo("PRESENT at T");

      hall.send(
          "T",
          withId(
              offline(checkIn("BINH"), at(1)),
              UUID.fromString("f" + low.toString().substring(1, 35) + "2")));
      hall.send(
          "S",
          withId(
              offline(checkIn("BINH"), at(1)),
              UUID.fromString(low.toString().substring(0, 35) + "3")));
      assertThat(hall.where("BINH")).isEqualTo("PRESENT at T");
    }

    @Test
    void aCheckOutLeadsToLeftWhereverThePersonIs() {
      hall.send("T", forced(checkIn("AN")));
      Answer left = hall.send("S", offline(checkOut("AN"), hall.now()));
      assertThat(hall.where("AN")).isEqualTo("LEFT from S");
      assertThat(left.applied().review()).as("online NOT_HERE").isTrue();

      hall.send("S", offline(checkOut("BINH"), at(1)));
      assertThat(hall.where("BINH")).isEqualTo("LEFT from S");
    }

    @Test
    void aCheckOutOlderThanTheCheckInChangesNothing() {
      hall.send("S", offline(checkIn("AN"), at(5)));

      Answer left = hall.send("S", offline(checkOut("AN"), at(4)));

      assertThat(left.applied().to()).isEqualTo(new Place(State.PRESENT, "S"));
      assertThat(left.applied().review()).isTrue();
      assertThat(hall.where("AN")).isEqualTo("PRESENT at S");
    }

    @Test
    void whoWasVoidStaysVoid() {
      Answer walkIn = hall.send("S", walkIn("Phạm Khách"));
      hall.send("S", undo(walkIn));

      Answer told = hall.send("S", offline(checkIn(walkIn.made()), hall.now()));

      assertThat(told.word()).isEqualTo("APPLIED");
      assertThat(told.applied().review()).isTrue();
      assertThat(hall.where(walkIn.made())).isEqualTo("VOID");
    }

    @Test
    void aSubstitutesNewPersonIsPresentInAnyCase() {
      hall.send("S", offline(checkIn("AN"), at(5)));

      Answer told = hall.send("S", offline(substitute("AN", "Hoàng Văn Thay"), at(4)));

      assertThat(hall.where("AN")).isEqualTo("PRESENT at S");
      assertThat(told.applied().to()).isEqualTo(told.applied().from());
      assertThat(hall.where(told.made())).isEqualTo("PRESENT at S");
      assertThat(told.applied().review()).isTrue();
    }

    @Test
    void aSubstitutionOfAnotherSitesDelegateIsForbiddenInAnyOrderOfArrival() {
      hall.send("S", offline(checkIn("CHI"), at(3)));

      Answer told = hall.send("S", offline(substitute("CHI", "Hoàng Văn Thay"), at(4)));

      assertThat(told.word()).isEqualTo("refused FORBIDDEN");
      assertThat(hall.where("CHI")).isEqualTo("PRESENT at S");
    }

    @Test
    void aWalkInNamedAsAnotherIsTakenForReview() {
      Answer told = hall.send("S", offline(walkIn("Nguyễn Văn An"), at(1)));

      assertThat(told.word()).isEqualTo("APPLIED");
      assertThat(told.applied().review()).isTrue();
      assertThat(hall.send("S", offline(walkIn("Phạm Khách"), at(1))).applied().review()).isFalse();
    }

    @Test
    void whatIsToldOfAClosedRollCallIsLateAndChangesNothing() {
      hall.send("S", checkIn("BINH"));
      hall.close(1);
      int second = hall.rollCall("Buổi chiều");
      hall.open(second);
      List<Command> told =
          List.of(
              checkIn("AN"),
              checkOut("BINH"),
              excuse("AN"),
              substitute("AN", "Hoàng Văn Thay"),
              walkIn("Phạm Khách"),
              report(2));
      for (Command command : told) {
        Answer late = hall.send("S", inRollCall(offline(command, at(50)), 1));
        assertThat(late.word()).isEqualTo("APPLIED");
        assertThat(late.applied().late()).isTrue();
        assertThat(late.applied().review()).isTrue();
        assertThat(late.applied().effective()).isFalse();
      }
      for (int rollCall : List.of(1, second)) {
        assertThat(hall.standing("AN", rollCall).state()).isEqualTo(State.AWAITED);
      }
      assertThat(hall.standing("BINH", 1).state()).isEqualTo(State.PRESENT);
      assertThat(hall.register().people())
          .filteredOn(p -> Codes.isServers(p.code()))
          .allSatisfy(p -> assertThat(p.standing(1).state()).isEqualTo(State.AWAITED));
    }
  }

  @Nested
  class Clocks {
    @Test
    void theFutureIsNowAndIsReviewed() {
      Instant now = hall.now();

      Event event = hall.send("S", happened(checkIn("AN"), now.plusSeconds(5))).applied();

      assertThat(event.happenedAt()).isEqualTo(now);
      assertThat(event.review()).isTrue();
      Instant later = hall.now();
      Event told = hall.send("S", offline(checkIn("BINH"), later.plusSeconds(3600))).applied();
      assertThat(told.happenedAt()).isEqualTo(later);
      assertThat(told.review()).isTrue();
    }

    @Test
    void whatIsOverADayOldIsKeptAndReviewed() {
      Instant old = hall.now().minus(Duration.ofHours(24)).minusSeconds(1);

      Event event = hall.send("S", offline(checkIn("AN"), old)).applied();

      assertThat(event.happenedAt()).isEqualTo(old);
      assertThat(event.review()).isTrue();
      Instant young = hall.now().minus(Duration.ofHours(24));
      assertThat(hall.send("S", offline(checkIn("BINH"), young)).applied().review()).isFalse();
    }

    @Test
    void onlineTheServersNowIsTakenBeyondAMinute() {
      Instant near = hall.now().minusSeconds(60);
      assertThat(hall.send("S", happened(checkIn("AN"), near)).applied().happenedAt())
          .isEqualTo(near);

      Instant now = hall.now();
      Event event = hall.send("S", happened(checkIn("BINH"), now.minusSeconds(61))).applied();
      assertThat(event.happenedAt()).isEqualTo(now);
      assertThat(event.review()).isFalse();
    }

    @Test
    void withoutATimeItIsNow() {
      Instant now = hall.now();

      assertThat(hall.send("S", checkIn("AN")).applied().happenedAt()).isEqualTo(now);
    }

    @Test
    void noClockIsTakenThatNoDatabaseCanKeep() {
      for (Instant absurd : List.of(Instant.MIN, Instant.parse("-0001-01-01T00:00:00Z"))) {
        Event event = hall.send("S", offline(checkIn("AN"), absurd)).applied();
        assertThat(event.happenedAt()).isEqualTo(Instant.EPOCH);
        assertThat(event.review()).isTrue();
      }
      assertThat(hall.send("S", offline(checkIn("AN"), Instant.MAX)).applied().happenedAt())
          .isBeforeOrEqualTo(hall.now());
    }
  }
}
