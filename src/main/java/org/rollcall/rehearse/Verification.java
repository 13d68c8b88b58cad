package org.rollcall.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Whether what the domain promises held: the server's figures against a recount from its log, and
 * against what the sockets were answered. Reads everything through the public calls.
 */
final class Verification {
  /** The most that one page of the log or one board may hold by default. */
  private static final int PAGE = 5_000;

  /** Pages between two lines that say how far it is. */
  private static final int TOLD = 20;

  private static final int SITES_AT_ONCE = 2_500;
  private static final int DEEPEST = 8;

  private final Api api;
  private final Nation nation;
  private final long conference;
  private final int rollCall;
  private final Screen screen;
  private final List<Check> checks = new ArrayList<>();
  private final Standings recount;
  private final BitSet found = new BitSet();
  private long last;
  private int ofOurs;
  private int unacknowledged;
  private int twice;
  private int otherRevision;
  private int foreign;
  private int gaps;

  /** One promise, whether it held, and what was counted. */
  record Check(String promise, boolean held, String counted) {}

  Verification(Api api, Nation nation, long conference, int rollCall, Screen screen) {
    this.screen = screen;
    this.api = api;
    this.nation = nation;
    this.conference = conference;
    this.rollCall = rollCall;
    this.recount = new Standings(nation);
  }

  /** Reads the log, the figures and what the boards show, and compares. */
  List<Check> run(Crowd crowd, Boards boards) throws IOException, InterruptedException {
    readLog(crowd.ids(), crowd.ledger());
    Figures[] counted = recount.figures();
    Figures[] shown = readFigures();
    checkLog(crowd);
    checkFigures(counted, shown);
    checkPeople(crowd.standings(), counted);
    checkBoards(boards, counted);
    return List.copyOf(checks);
  }

  /** The last revision of the log that was read. */
  long last() {
    return last;
  }

  // ---- the log

  private void readLog(Ids ids, Ledger ledger) throws IOException, InterruptedException {
    for (int pages = 1; ; pages++) {
      JsonNode page =
          api.get(path() + "/attendance?after=" + last + "&limit=" + PAGE).path("items");
      if (page.isEmpty()) {
        return;
      }
      if (pages % TOLD == 0) {
        screen.say("  " + last + " events read");
      }
      for (JsonNode event : page) {
        long revision = event.path("revision").asLong();
        gaps += revision == last + 1 ? 0 : 1;
        last = revision;
        if (event.path("rollCall").asInt() == rollCall) {
          take(event, revision, ids, ledger);
        }
      }
    }
  }

  private void take(JsonNode event, long revision, Ids ids, Ledger ledger) {
    String type = event.path("type").asText();
    if (type.equals("roll-call")) {
      return;
    }
    int command = ids.command(UUID.fromString(event.path("id").asText()));
    if (command < 0) {
      foreign++;
    } else if (found.get(command)) {
      twice++;
    } else {
      found.set(command);
      ofOurs++;
      int told = ledger.revision(command);
      unacknowledged += told == 0 ? 1 : 0;
      otherRevision += told == 0 || told == revision ? 0 : 1;
    }
    stand(type, event.path("delegate").asText(""), event.path("to"));
  }

  private void stand(String type, String code, JsonNode to) {
    if (code.isEmpty() || !to.isObject()) {
      return;
    }
    int place = nation.site(to.path("site").asText(""));
    int delegate = nation.delegate(code);
    if (delegate >= 0) {
      recount.put(delegate, State.valueOf(to.path("state").asText()), place);
    } else if (type.equals("walk-in")) {
      recount.walkIn(code, place);
    }
  }

  private void checkLog(Crowd crowd) {
    int acknowledged = crowd.ledger().acknowledged();
    int missing = 0;
    for (int i = 0; i < crowd.commands(); i++) {
      missing += crowd.ledger().revision(i) > 0 && !found.get(i) ? 1 : 0;
    }
    check(
        "the revisions of the log have no gap",
        gaps == 0,
        count("%,d revisions, %,d gaps", last, gaps));
    check(
        "every acknowledged command stands once in the log, with the revision it was told",
        missing == 0 && twice == 0 && otherRevision == 0,
        count(
            "%,d acknowledged, %,d missing, %,d twice, %,d with another revision",
            acknowledged, missing, twice, otherRevision));
    check(
        "nothing else stands in it",
        unacknowledged == 0 && foreign == 0,
        count("%,d events, %,d unacknowledged, %,d of others", ofOurs, unacknowledged, foreign));
  }

  // ---- the figures

  /** The server's figures of each site, so many sites at once as one board may show. */
  private Figures[] readFigures() throws IOException, InterruptedException {
    var own = new Figures[nation.sites()];
    var subtrees = new Figures[nation.sites()];
    readBelow(Nation.ROOT, own, subtrees);
    int unequal = 0;
    for (int i = 0; i < own.length; i++) {
      Figures sum = Figures.none();
      for (int below = i; below < nation.end(i); below++) {
        sum.add(own[below] == null ? Figures.none() : own[below]);
      }
      unequal += subtrees[i] == null || subtrees[i].equals(sum) ? 0 : 1;
    }
    check(
        "the figures of each subtree are the sums of its sites'",
        unequal == 0,
        count("%,d sites, %,d unequal", own.length, unequal));
    return own;
  }

  private void readBelow(int top, Figures[] own, Figures[] subtrees)
      throws IOException, InterruptedException {
    boolean whole = nation.end(top) - top <= SITES_AT_ONCE;
    JsonNode snapshot =
        api.get(
            path()
                + "/headcounts?rollCall="
                + rollCall
                + "&site="
                + Api.encoded(nation.site(top).code())
                + "&depth="
                + (whole ? DEEPEST : 0));
    for (JsonNode row : snapshot.path("sites")) {
      int site = nation.site(row.path("code").asText());
      if (site >= 0) {
        own[site] = Figures.of(row.path("headcount"));
        if (row.path("subtree").isObject()) {
          subtrees[site] = Figures.of(row.path("subtree"));
        }
      }
    }
    if (!whole) {
      for (int child : nation.children(top)) {
        readBelow(child, own, subtrees);
      }
    }
  }

  private void checkFigures(Figures[] counted, Figures[] shown) {
    int unequal = 0;
    int unbalanced = 0;
    String first = "";
    for (int i = 0; i < counted.length; i++) {
      Figures there = shown[i] == null ? Figures.none() : shown[i];
      unbalanced += there.balance() ? 0 : 1;
      if (!there.equals(counted[i])) {
        unequal++;
        first = first.isEmpty() ? ", first " + nation.site(i).code() : first;
      }
    }
    check(
        "the figures of each site are those counted from the log",
        unequal == 0,
        count("%,d sites, %,d unequal", counted.length, unequal) + first);
    check(
        "those present and those expected at each site are the sums of their parts",
        unbalanced == 0,
        count("%,d sites, %,d unbalanced", counted.length, unbalanced));
  }

  private void checkPeople(Standings answered, Figures[] counted) {
    int differences = answered.differences(recount);
    check(
        "everyone stands where the answers left them",
        differences == 0,
        count("%,d delegates, %,d elsewhere", nation.delegates(), differences));
    Figures sum = sum(counted, Nation.ROOT);
    int present = recount.present();
    check(
        "the present are as many as the distinct people present, the expected as the roster",
        sum.of(Figures.PRESENT) == present && sum.of(Figures.EXPECTED) == nation.delegates(),
        count(
            "%,d and %,d present, %,d expected",
            sum.of(Figures.PRESENT), present, sum.of(Figures.EXPECTED)));
  }

  private void checkBoards(Boards boards, Figures[] counted) throws InterruptedException {
    boolean came = boards.await(last);
    int unequal = 0;
    int all = 0;
    for (Map.Entry<Integer, List<Figures>> board : boards.totals().entrySet()) {
      Figures sum = sum(counted, board.getKey());
      for (Figures totals : board.getValue()) {
        all++;
        unequal += totals.equals(sum) ? 0 : 1;
      }
    }
    check(
        "the boards show what was counted from the log",
        came && unequal == 0,
        count("%,d boards, %,d unequal", all, unequal)
            + (came ? "" : ", one did not come to the last revision"));
  }

  private Figures sum(Figures[] figures, int top) {
    Figures sum = Figures.none();
    for (int i = top; i < nation.end(top); i++) {
      sum.add(figures[i]);
    }
    return sum;
  }

  private void check(String promise, boolean held, String counted) {
    checks.add(new Check(promise, held, counted));
  }

  private static String count(String format, Object... counts) {
    return String.format(Locale.ROOT, format, counts);
  }

  private String path() {
    return "/conferences/" + conference;
  }
}
