package org.rollcall.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rollcall.demo.Figures.Name;

/** The terminal: Vietnamese first, English beside it. Safe for use from any thread. */
final class Screen {
  private static final int BAR = 30;

  private final PrintStream out;
  private volatile Instant start = Instant.now();

  Screen(PrintStream out) {
    this.out = out;
  }

  void startsAt(Instant instant) {
    start = instant;
  }

  void say(String line) {
    out.println(line);
  }

  /** Something worth knowing happened at a site. */
  void news(Hall hall, String what) {
    out.println(clock() + "   · " + hall.code() + " " + hall.name() + ": " + what);
  }

  void progress(int present, int invited, int online, int sites) {
    int full = Math.min(BAR, present * BAR / Math.max(1, invited));
    out.println(
        String.format(
            Locale.ROOT,
            "%s  %s%s  %3d/%d có mặt  ·  %d/%d điểm cầu trực tuyến",
            clock(),
            "█".repeat(full),
            "░".repeat(BAR - full),
            present,
            invited,
            online,
            sites));
  }

  void happenings(Diary diary) {
    say("");
    say("Những việc đã xảy ra / what happened:");
    for (Happening happening : Happening.values()) {
      say(String.format(Locale.ROOT, "%6d  %s", diary.count(happening), happening.label()));
    }
  }

  void figures(List<Hall> halls, Verdict verdict) {
    say("");
    say(row("Số liệu / figures", "", "bảng/board", "log", ""));
    for (Name name : Name.values()) {
      int board = verdict.board().of(name);
      int log = verdict.log().totals().of(name);
      String mark = board == log ? "=" : "≠ NOT EQUAL";
      say(row(name.vietnamese(), name.field(), "" + board, "" + log, mark));
    }
    say("");
    say(row("Có mặt / present", "", "bảng/board", "log", ""));
    for (Hall hall : halls) {
      var board = verdict.boardSites().get(hall.code());
      var log = verdict.log().sites().get(hall.code());
      String mark = board != null && board.equals(log) ? "=" : "≠ NOT EQUAL";
      say(row(hall.name(), hall.code(), present(board), present(log), mark));
    }
  }

  private static String present(@Nullable Figures figures) {
    return figures == null ? "?" : Integer.toString(figures.of(Name.PRESENT));
  }

  private static String row(String name, String field, String board, String log, String mark) {
    return String.format(Locale.ROOT, "  %-28s %-17s %10s %6s  %s", name, field, board, log, mark)
        .stripTrailing();
  }

  private String clock() {
    long seconds = Math.max(0, Duration.between(start, Instant.now()).toSeconds());
    return String.format(Locale.ROOT, "%3d:%02d", seconds / 60, seconds % 60);
  }
}
