package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One simulated coordinator: plays the steps of a site on its device. For one thread. */
final class Coordinator {
  private final Hall hall;
  private final int rollCall;
  private final Device device;
  private final Diary diary;
  private final Screen screen;
  private final List<ObjectNode> queue = new ArrayList<>();
  private boolean online = true;

  Coordinator(Hall hall, int rollCall, Device device, Diary diary, Screen screen) {
    this.hall = hall;
    this.rollCall = rollCall;
    this.device = device;
    this.diary = diary;
    this.screen = screen;
  }

  /** Plays the steps, each at its time, and not before the one that it follows is over. */
  void play(List<Step> steps, Stage stage) throws IOException, InterruptedException {
    for (Step step : steps) {
      stage.awaitCue(step);
      act(step.act());
      stage.over(step);
    }
  }

  private void act(Act act) throws IOException, InterruptedException {
    switch (act) {
      case Act.Arrive(Guest guest) -> arrive(guest);
      case Act.ScanTwice(Guest guest) -> scanTwice(guest);
      case Act.SendOn(Guest guest) -> sendOn(guest);
      case Act.LetStay(Guest guest) ->
          confirm(checkIn(guest, "SCAN"), "WRONG_SITE", Happening.LET_STAY, guest.fullName());
      case Act.Move(Guest guest) -> {
        confirm(checkIn(guest, "SCAN"), "ALREADY_ELSEWHERE", Happening.MOVED, guest.fullName());
        screen.news(hall, "chuyển " + guest.fullName() + " từ " + guest.site() + " sang đây");
      }
      case Act.Slip(Guest guest) -> slip(guest);
      case Act.LoseAnswer(Guest guest) -> loseAnswer(guest);
      case Act.Leave(Guest guest) -> apply(about("check-out", guest), Happening.LEFT);
      case Act.Excuse(Guest guest, String reason) ->
          apply(about("excuse", guest).put("reason", reason), Happening.EXCUSED);
      case Act.Miss(Guest guest) -> apply(about("absent", guest), Happening.MISSED);
      case Act.WalkIn walkIn -> walkIn(walkIn);
      case Act.Substitute substitute -> substitute(substitute);
      case Act.Report(String note) ->
          apply(
              command("site-report").put("counted", device.present()).put("note", note),
              Happening.REPORTED);
      case Act.LoseLine() -> loseLine();
      case Act.RegainLine() -> regainLine();
    }
  }

  private void arrive(Guest guest) throws IOException, InterruptedException {
    ObjectNode command = checkIn(guest, "SCAN");
    if (online) {
      apply(command, Happening.ARRIVED);
    } else {
      queue.add(command.put("offline", true));
    }
  }

  private void scanTwice(Guest guest) throws IOException, InterruptedException {
    JsonNode answer = device.ask(checkIn(guest, "SCAN"));
    if (expect(answer, "REFUSED", "ALREADY_HERE")) {
      diary.note(Happening.SCANNED_TWICE);
    }
  }

  private void sendOn(Guest guest) throws IOException, InterruptedException {
    JsonNode answer = device.ask(checkIn(guest, "SCAN"));
    if (expect(answer, "NEEDS_CONFIRMATION", "WRONG_SITE")) {
      diary.note(Happening.SENT_ON);
      screen.news(hall, guest.fullName() + " nhầm điểm cầu, mời về " + guest.site());
    }
  }

  private void slip(Guest guest) throws IOException, InterruptedException {
    ObjectNode tapped = checkIn(guest, "SEARCH");
    if (apply(tapped)) {
      ObjectNode undo = command("undo").put("undoes", tapped.path("id").asText());
      apply(undo.put("reason", "Chạm nhầm"), Happening.UNDONE);
      screen.news(hall, "chạm nhầm " + guest.fullName() + ", đã hoàn tác");
    }
  }

  /**
   * The answer came, but the device died with it: what it sends again has been recorded already.
   */
  private void loseAnswer(Guest guest) throws IOException, InterruptedException {
    ObjectNode command = checkIn(guest, "SCAN");
    apply(command, Happening.ARRIVED);
    device.cut();
    JsonNode again = device.ask(command);
    if (expect(again, "REPLAYED", "")) {
      diary.note(Happening.REPLAYED);
      screen.news(hall, "mất câu trả lời, gửi lại cùng id: REPLAYED, không đếm hai lần");
    }
  }

  private void walkIn(Act.WalkIn walkIn) throws IOException, InterruptedException {
    ObjectNode command = command("walk-in");
    command
        .putObject("person")
        .put("fullName", walkIn.fullName())
        .put("title", walkIn.title())
        .put("organisation", walkIn.organisation());
    JsonNode answer = device.ask(command);
    if (answer.path("reason").asText().equals("SAME_NAME")) {
      diary.note(Happening.NAMESAKE);
      answer = device.ask(forced(command));
    }
    if (expect(answer, "APPLIED", "")) {
      diary.note(Happening.WALKED_IN);
    }
  }

  private void substitute(Act.Substitute act) throws IOException, InterruptedException {
    ObjectNode command = about("substitute", act.guest()).put("reason", act.reason());
    command.putObject("person").put("fullName", act.fullName());
    apply(command, Happening.SUBSTITUTED);
    screen.news(hall, act.fullName() + " dự thay " + act.guest().fullName());
  }

  private void loseLine() {
    device.cut();
    online = false;
    diary.note(Happening.LINE_LOST);
    screen.news(hall, "MẤT ĐƯỜNG TRUYỀN, điểm danh tiếp trên máy");
  }

  private void regainLine() throws IOException, InterruptedException {
    device.connect();
    online = true;
    int sent = 0;
    for (JsonNode answer : device.ask(queue)) {
      if (expect(answer, "APPLIED", "")) {
        sent++;
      }
    }
    queue.clear();
    diary.note(Happening.SENT_LATER, sent);
    screen.news(hall, "CÓ LẠI ĐƯỜNG TRUYỀN, gửi " + sent + " lượt điểm danh đã lưu");
  }

  private void confirm(ObjectNode command, String question, Happening happening, String who)
      throws IOException, InterruptedException {
    if (expect(device.ask(command), "NEEDS_CONFIRMATION", question)) {
      apply(forced(command), happening);
    } else {
      diary.surprise(hall.code() + ": " + who + " was not asked about");
    }
  }

  private void apply(ObjectNode command, Happening happening)
      throws IOException, InterruptedException {
    if (apply(command)) {
      diary.note(happening);
    }
  }

  private boolean apply(ObjectNode command) throws IOException, InterruptedException {
    return expect(device.ask(command), "APPLIED", "");
  }

  private boolean expect(JsonNode answer, String outcome, String reason) {
    String was = answer.path("outcome").asText();
    String why = answer.path("reason").asText("");
    if (was.equals("APPLIED") || was.equals("REPLAYED")) {
      diary.applied(answer.path("id").asText());
    }
    // sent again after a broken line, a command that was applied the first time is a replay
    boolean asWritten =
        (was.equals(outcome) || (outcome.equals("APPLIED") && was.equals("REPLAYED")))
            && (reason.isEmpty() || reason.equals(why));
    if (!asWritten) {
      diary.surprise(hall.code() + ": " + outcome + " " + reason + " expected, got " + answer);
    }
    return asWritten;
  }

  private ObjectNode checkIn(Guest guest, String source) {
    return about("check-in", guest).put("source", source);
  }

  private ObjectNode about(String type, Guest guest) {
    return command(type).put("delegate", guest.code());
  }

  private ObjectNode command(String type) {
    return Json.object()
        .put("type", type)
        .put("id", newId())
        .put("rollCall", rollCall)
        .put("happenedAt", Instant.now().toString());
  }

  private static ObjectNode forced(ObjectNode command) {
    return command.deepCopy().put("id", newId()).put("force", true);
  }

  /** A UUID of version 7: the time first, then chance. */
  private static String newId() {
    UUID chance = UUID.randomUUID();
    long time = System.currentTimeMillis() << 16;
    long high = time | 0x7000L | (chance.getMostSignificantBits() & 0x0FFFL);
    return new UUID(high, chance.getLeastSignificantBits()).toString();
  }
}
