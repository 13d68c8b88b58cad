package org.rollcall.headcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.rollcall.attendance.Rehearsal.absent;
import static org.rollcall.attendance.Rehearsal.checkIn;
import static org.rollcall.attendance.Rehearsal.checkOut;
import static org.rollcall.attendance.Rehearsal.delegate;
import static org.rollcall.attendance.Rehearsal.excuse;
import static org.rollcall.attendance.Rehearsal.forced;
import static org.rollcall.attendance.Rehearsal.happened;
import static org.rollcall.attendance.Rehearsal.inRollCall;
import static org.rollcall.attendance.Rehearsal.offline;
import static org.rollcall.attendance.Rehearsal.report;
import static org.rollcall.attendance.Rehearsal.site;
import static org.rollcall.attendance.Rehearsal.substitute;
import static org.rollcall.attendance.Rehearsal.undo;
import static org.rollcall.attendance.Rehearsal.walkIn;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.attendance.Rehearsal;
import org.rollcall.attendance.Rehearsal.Answer;
import org.rollcall.attendance.RollCall;
import org.rollcall.attendance.SiteTree;

/** The figures of the domain, one case each: S is the main site, T and U are below it. */
class HeadcountsTest {
  private final Rehearsal hall = hall();

  private static Rehearsal hall() {
    Rehearsal hall = new Rehearsal();
    hall.sites(site("S", null), site("T", "S"), site("U", "T"));
    hall.delegates(
        delegate("AN", "Nguyễn Văn An", "S"),
        delegate("BINH", "Trần Thị Bình", "S"),
        delegate("CHI", "Lê Mai Chi", "T"),
        delegate("DUC", "Nguyễn Văn Đức", "U"));
    hall.open(1);
    return hall;
  }

  private SiteCount count(String site) {
    return hall.counts().count(site);
  }

  private Figures own(String site) {
    return hall.counts().own(site);
  }

  private Figures recorded(int rollCall, String site) {
    RollCall which = hall.register().rollCall(rollCall);
    Snapshot snapshot = hall.counts().snapshot(which, tree -> List.of(site));
    return snapshot.sites().isEmpty() ? null : snapshot.sites().getFirst().own();
  }

  private static Figures figures(int expected, int awaited) {
    return new Figures(expected, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, awaited);
  }

  @Test
  void beforeAnyoneComesAllAreAwaitedAtHome() {
    assertThat(own("S")).isEqualTo(figures(2, 2));
    assertThat(own("T")).isEqualTo(figures(1, 1));
    assertThat(count("S").subtree()).isEqualTo(figures(4, 4));
    assertThat(count("T").subtree()).isEqualTo(figures(2, 2));
  }

  @Test
  void aSubtreeCountsItsSitesAndItself() {
    assertThat(count("S").subtreeSites()).isEqualTo(3);
    assertThat(count("T").subtreeSites()).isEqualTo(2);
    assertThat(count("U").subtreeSites()).isEqualTo(1);
    hall.sites(site("V", "T"));
    assertThat(count("V").subtreeSites()).isEqualTo(1);
    assertThat(count("S").subtreeSites()).isEqualTo(4);
    hall.removeSite("V");
    assertThat(count("T").subtreeSites()).isEqualTo(2);
  }

  @Test
  void aVisitorIsPresentWhereHeSitsAndElsewhereAtHome() {
    hall.send("U", forced(checkIn("AN")));

    assertThat(own("U")).isEqualTo(new Figures(1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1));
    assertThat(own("S")).isEqualTo(new Figures(2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1));
    assertThat(count("S").subtree())
        .as("a plain sum: a visitor of a site below stays one")
        .isEqualTo(new Figures(4, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 3));
  }

  @Test
  void aDelegateScannedAtTwoSitesIsCountedOnce() {
    hall.send("T", forced(checkIn("AN")));
    hall.send("U", forced(checkIn("AN")));
    hall.send("S", forced(checkIn("AN")));

    assertThat(own("S")).isEqualTo(new Figures(2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1));
    assertThat(own("T")).isEqualTo(figures(1, 1));
    assertThat(own("U")).isEqualTo(figures(1, 1));
    assertThat(count("S").subtree().present()).isEqualTo(1);
  }

  @Test
  void whoLeftIsExcusedOrAbsentCountsAtHome() {
    hall.send("U", forced(checkIn("AN")));
    hall.send("U", checkOut("AN"));
    hall.send("S", excuse("BINH"));
    hall.send("T", absent("CHI"));

    assertThat(own("S")).isEqualTo(new Figures(2, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0));
    assertThat(own("T")).isEqualTo(new Figures(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0));
    assertThat(own("U")).isEqualTo(figures(1, 1));
  }

  @Test
  void aWalkInIsPresentAndNotExpectedAndInNoFigureOnceGone() {
    Answer walkIn = hall.send("S", walkIn("Phạm Khách"));
    assertThat(own("S")).isEqualTo(new Figures(2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2));

    hall.send("S", checkOut(walkIn.made()));
    assertThat(own("S")).isEqualTo(figures(2, 2));
  }

  @Test
  void aWalkInMovesWithItsFigure() {
    Answer walkIn = hall.send("S", walkIn("Phạm Khách"));
    hall.send("T", forced(checkIn(walkIn.made())));

    assertThat(own("S")).isEqualTo(figures(2, 2));
    assertThat(own("T").walkIns()).isEqualTo(1);
  }

  @Test
  void aSubstituteIsPresentAndTheReplacedIsSubstituted() {
    Answer replaced = hall.send("S", substitute("AN", "Hoàng Văn Thay"));
    assertThat(own("S")).isEqualTo(new Figures(2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1));

    hall.send("S", undo(replaced));
    assertThat(own("S")).isEqualTo(figures(2, 2));
  }

  @Test
  void someoneWithdrawnWhileHereIsPresentAsAWalkInIs() {
    hall.send("S", checkIn("AN"));
    hall.withdraw("AN");

    assertThat(own("S")).isEqualTo(new Figures(1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1));
    hall.send("S", checkOut("AN"));
    assertThat(own("S")).isEqualTo(figures(1, 1));
  }

  @Test
  void aChangeOfHomeMovesTheExpectedAtOnceAndMakesAVisitor() {
    hall.send("S", checkIn("AN"));
    hall.delegates(delegate("AN", "Nguyễn Văn An", "T"));

    assertThat(own("S")).isEqualTo(new Figures(1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1));
    assertThat(own("T")).isEqualTo(new Figures(2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1));
  }

  @Test
  void aSiteThatMovesInTheTreeTakesItsFiguresAlong() {
    hall.send("U", checkIn("DUC"));
    hall.sites(site("U", "S"));

    assertThat(count("T").subtree()).isEqualTo(figures(1, 1));
    assertThat(count("S").subtree().present()).isEqualTo(1);
    hall.send("U", checkOut("DUC"));
    assertThat(count("S").subtree().present()).isZero();
    assertThat(count("T").subtree()).isEqualTo(figures(1, 1));
  }

  @Test
  void aReportIsCurrentUntilSomeoneComesOrGoes() {
    hall.send("S", checkIn("AN"));
    Answer reported = hall.send("S", report(2));
    assertThat(count("S").report())
        .isEqualTo(new SiteCount.Report(reported.applied().happenedAt(), 2, true));
    assertThat(count("S").subtreeReported()).isEqualTo(1);

    hall.send("S", excuse("BINH"));
    hall.send("T", checkIn("CHI"));
    assertThat(count("S").report().current()).as("nobody came or went here").isTrue();

    hall.send("S", checkOut("AN"));
    assertThat(count("S").report().current()).isFalse();
    assertThat(count("S").subtreeReported()).isEqualTo(1);

    hall.send("S", report(0));
    hall.send("S", checkIn("BINH"));
    assertThat(count("S").report().current()).isFalse();
    hall.send("S", report(1));
    hall.send("T", forced(checkIn("BINH")));
    assertThat(count("S").report().current()).as("someone was called away").isFalse();
    assertThat(count("S").subtreeReported()).isEqualTo(1);
  }

  @Test
  void arrivalsAreCountedByTheMinuteWithoutThoseUndone() {
    Instant minute = hall.now().truncatedTo(ChronoUnit.MINUTES);
    hall.send("S", checkIn("AN"));
    Answer wrong = hall.send("T", forced(checkIn("BINH")));
    hall.send("S", walkIn("Phạm Khách"));
    assertThat(hall.counts().arrivals(1, null)).isEqualTo(Map.of(minute, 3));
    assertThat(hall.counts().arrivals(1, "T")).isEqualTo(Map.of(minute, 1));

    hall.send("T", undo(wrong));
    assertThat(hall.counts().arrivals(1, null)).isEqualTo(Map.of(minute, 2));
    assertThat(hall.counts().arrivals(1, "T")).isEmpty();

    hall.pass(Duration.ofMinutes(2));
    Answer left = hall.send("S", checkOut("AN"));
    hall.send("S", undo(left));
    assertThat(hall.counts().arrivals(1, null))
        .as("an undone leaving is no arrival")
        .isEqualTo(Map.of(minute, 2));
  }

  @Test
  void anArrivalCountsWhenItHappenedNotWhenItWasTold() {
    Instant then = hall.now().minus(Duration.ofMinutes(30));
    hall.send("S", offline(checkIn("AN"), then));
    hall.send("S", happened(checkIn("BINH"), hall.now()));

    assertThat(hall.counts().arrivals(1, "S")).containsKey(then.truncatedTo(ChronoUnit.MINUTES));
    assertThat(count("S").firstAt()).isEqualTo(then);
    assertThat(count("S").lastAt()).isAfter(then);
  }

  @Test
  void aClosedRollCallKeepsItsFiguresWhateverBecomesOfTheRoster() {
    hall.send("S", checkIn("AN"));
    Figures closing = own("S");
    hall.close(1);

    hall.delegates(delegate("AN", "Nguyễn Văn An", "T"), delegate("GIANG", "Hồ Giang", "S"));
    hall.withdraw("BINH");
    hall.sites(site("V", "S"));
    hall.send("S", inRollCall(offline(checkIn("BINH"), Rehearsal.MORNING), 1));

    assertThat(recorded(1, "S")).isEqualTo(closing);
    assertThat(recorded(1, "V")).isNull();
    assertThat(hall.register().records(1)).hasSize(1);
    assertThat(hall.register().records(1).getFirst().cards())
        .filteredOn(card -> card.code().equals("AN"))
        .singleElement()
        .satisfies(card -> assertThat(card.homeSite()).isEqualTo("S"));
  }

  @Test
  void aClosedRollCallIsShownAlongTheTreeOfNowWhileItsRecordKeepsItsOwn() {
    hall.send("S", checkIn("AN"));
    hall.send("U", checkIn("DUC"));
    hall.close(1);

    hall.sites(site("MỚI", null), site("U", "MỚI"), site("T", null));

    Snapshot shown = hall.counts().snapshot(SiteTree::roots);
    assertThat(shown.sites().stream().map(SiteCount::site)).containsExactly("MỚI", "S", "T");
    assertThat(shown.sites().stream().mapToInt(SiteCount::subtreeSites)).containsExactly(2, 1, 1);
    assertThat(shown.sites().stream().map(SiteCount::subtree))
        .extracting(Figures::expected, Figures::present)
        .containsExactly(tuple(1, 1), tuple(2, 1), tuple(1, 0));
    Snapshot record = hall.counts().snapshot(hall.register().rollCall(1), SiteTree::roots);
    assertThat(record.sites())
        .singleElement()
        .satisfies(root -> {
          assertThat(root.site()).isEqualTo("S");
          assertThat(root.subtreeSites()).isEqualTo(3);
          assertThat(root.subtree().present()).isEqualTo(2);
        });
  }

  @Test
  void aRootMovedBelowAnotherWhileClosedStaysInTheTotals() {
    hall.sites(site("KHÁC", null));
    hall.close(1);

    hall.sites(site("S", "KHÁC"));

    SiteCount root = hall.counts().count("KHÁC");
    assertThat(hall.counts().snapshot(SiteTree::roots).sites()).containsExactly(root);
    assertThat(root.subtree().expected()).isEqualTo(4);
    assertThat(root.subtreeSites()).isEqualTo(4);
  }

  @Test
  void aReopenedRollCallCountsTheRosterOfNowAndItsNextRecordIsNumberTwo() {
    hall.send("S", checkIn("AN"));
    hall.close(1);
    hall.delegates(delegate("AN", "Nguyễn Văn An", "T"), delegate("GIANG", "Hồ Giang", "S"));

    hall.open(1);

    assertThat(own("S")).isEqualTo(new Figures(2, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2));
    assertThat(own("T")).isEqualTo(new Figures(2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1));
    hall.close(1);
    assertThat(hall.register().records(1)).extracting(r -> r.number()).containsExactly(1, 2);
    assertThat(recorded(1, "T").expected()).isEqualTo(2);
  }

  @Test
  void aNewRollCallBeginsWithEveryoneAwaited() {
    hall.send("S", checkIn("AN"));
    hall.send("S", walkIn("Phạm Khách"));
    hall.close(1);
    hall.open(hall.rollCall("Buổi chiều"));

    assertThat(own("S")).isEqualTo(figures(2, 2));
    assertThat(count("S").subtreeSites()).isEqualTo(3);
    assertThat(count("S").report()).isNull();
    assertThat(recorded(1, "S").present()).isEqualTo(2);
  }

  @Test
  void everyChangeOfASiteOrOfWhatIsAboveItShowsItsRevision() {
    Answer came = hall.send("U", checkIn("DUC"));
    long at = came.applied().revision();

    assertThat(count("U").changedAt()).isEqualTo(at);
    assertThat(count("T").changedAt()).isEqualTo(at);
    assertThat(count("S").changedAt()).isEqualTo(at);
    Answer moved = hall.send("T", forced(checkIn("AN")));
    assertThat(count("U").changedAt()).isEqualTo(at);
    assertThat(count("T").changedAt()).isEqualTo(moved.applied().revision());
    hall.send("U", report(1));
    assertThat(count("U").changedAt()).isEqualTo(hall.register().revision());
  }
}
