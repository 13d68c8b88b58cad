package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings the sample conference to its opening over HTTP, as an organizer would. */
final class Conferences {
  private static final int LONGEST_PAGE = 1000;

  private final Api api;
  private final Sample sample;

  Conferences(Api api, Sample sample) {
    this.api = api;
    this.sample = sample;
  }

  /** The sample conference of this database, made if there is none. */
  long findOrMake(Duration duration) throws IOException, InterruptedException {
    for (int page = 0; ; page++) {
      JsonNode items = api.get("/conferences?size=" + LONGEST_PAGE + "&page=" + page).path("items");
      for (JsonNode conference : items) {
        if (conference.path("title").asText().equals(Sample.TITLE)) {
          return conference.path("id").asLong();
        }
      }
      if (items.size() < LONGEST_PAGE) {
        return make(duration);
      }
    }
  }

  private long make(Duration duration) throws IOException, InterruptedException {
    Instant opening = Instant.now().plus(duration).truncatedTo(ChronoUnit.MINUTES);
    return api.post(
            "/conferences",
            Json.object()
                .put("title", Sample.TITLE)
                .put("organiser", Sample.ORGANISER)
                .put("startsAt", opening.toString())
                .put("zone", Sample.ZONE))
        .path("id")
        .asLong();
  }

  /** Imports sites and delegates; those that are there already stay as they are. */
  String load(long conference) throws IOException, InterruptedException {
    JsonNode sites = api.importCsv(path(conference) + "/imports/sites", sample.sitesCsv());
    giveContact(conference);
    JsonNode people = api.importCsv(path(conference) + "/imports/delegates", sample.delegatesCsv());
    return sites.path("created").asInt()
        + " điểm cầu, "
        + people.path("created").asInt()
        + " đại biểu mới; có sẵn "
        + sites.path("unchanged").asInt()
        + " và "
        + people.path("unchanged").asInt();
  }

  /** Whom coordinators call at the main site; somebody who is given there already stays. */
  private void giveContact(long conference) throws IOException, InterruptedException {
    String main = path(conference) + "/sites/" + Sample.MAIN_SITE;
    if (api.get(main) instanceof ObjectNode site && site.path("contactPhone").isNull()) {
      api.put(
          main,
          site.put("contactName", Sample.CONTACT_NAME).put("contactPhone", Sample.CONTACT_PHONE));
    }
  }

  /**
   * Opens a roll call in which nobody has been checked in yet: the first, or where the conference
   * has been played before, a new one.
   *
   * @return its number
   */
  int openFreshRollCall(long conference) throws IOException, InterruptedException {
    String rollCalls = path(conference) + "/roll-calls";
    JsonNode before = api.get(rollCalls).path("items");
    boolean untouched = true;
    for (JsonNode rollCall : before) {
      String state = rollCall.path("state").asText();
      untouched &= state.equals("PLANNED");
      if (state.equals("OPEN")) {
        api.post(rollCalls + "/" + rollCall.path("id").asInt() + "/close", Json.object());
      }
    }
    open(conference);
    if (untouched) {
      for (JsonNode rollCall : api.get(rollCalls).path("items")) {
        if (rollCall.path("state").asText().equals("OPEN")) {
          return rollCall.path("id").asInt();
        }
      }
    }
    String title = "Khai mạc, lần " + (before.size() + 1);
    JsonNode made = api.post(rollCalls, Json.object().put("title", title).put("trial", false));
    int id = made.path("id").asInt();
    api.post(rollCalls + "/" + id + "/open", Json.object());
    return id;
  }

  private void open(long conference) throws IOException, InterruptedException {
    String state = api.get(path(conference)).path("state").asText();
    if (!state.equals("OPEN")) {
      var change = Json.object().put("state", "OPEN");
      api.patch(
          path(conference),
          state.equals("CLOSED") ? change.put("reason", "Chạy lại dữ liệu mẫu") : change);
    }
  }

  /** A pass for each site, by the site's code. They end by themselves after a day. */
  Map<String, String> sitePasses(long conference) throws IOException, InterruptedException {
    var tokens = new HashMap<String, String>();
    for (Hall hall : sample.halls()) {
      tokens.put(hall.code(), sitePass(conference, hall.code()).path("token").asText());
    }
    return tokens;
  }

  /** A pass of its own for a site that somebody looks in at beside the play. */
  JsonNode sitePass(long conference, String site) throws IOException, InterruptedException {
    return api.post(path(conference) + "/sites/" + site + "/passes", demoPass());
  }

  JsonNode boardPass(long conference) throws IOException, InterruptedException {
    return api.post(path(conference) + "/board-passes", demoPass());
  }

  private static ObjectNode demoPass() {
    Instant end = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    return Json.object().put("label", "demo").put("expiresAt", end.toString());
  }

  /** The whole log, in revision order. */
  List<JsonNode> log(long conference) throws IOException, InterruptedException {
    var events = new ArrayList<JsonNode>();
    long after = 0;
    while (true) {
      JsonNode items =
          api.get(path(conference) + "/attendance?after=" + after + "&limit=" + LONGEST_PAGE)
              .path("items");
      if (items.isEmpty()) {
        return events;
      }
      items.forEach(events::add);
      after = events.getLast().path("revision").asLong();
    }
  }

  /** The snapshot that a board would begin with. */
  JsonNode headcounts(long conference, int rollCall) throws IOException, InterruptedException {
    return api.get(path(conference) + "/headcounts?rollCall=" + rollCall);
  }

  private static String path(long conference) {
    return "/conferences/" + conference;
  }
}
