package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rollcall.access.RunningServer.bearer;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.rollcall.site.Link;
import org.rollcall.site.Links;

class TwoServersTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void whatOneServerRevokesEndsOnTheOtherAndWhatOneHearsIsOnlineOnBoth() {
    var database = UUID.randomUUID().toString();
    Map<String, Object> shared = Map.of("rollcall.access.other-servers", "true");
    try (var one = RunningServer.startOn(database, shared);
        var two = RunningServer.startOn(database, shared)) {
      var admin = one.admin();
      var pass = one.post("/api/v1/conferences/1/sites/CL-07/passes", "{}", bearer(admin)).json();
      var token = pass.get("token").asText();
      var id = pass.get("id").asLong();

      assertThat(two.bean(Links.class).of(1, "CL-07")).isEqualTo(Link.NEVER);
      assertThat(one.get("/api/v1/me", bearer(token)).status()).isEqualTo(200);
      assertThat(one.bean(Links.class).of(1, "CL-07").state()).isEqualTo(Link.State.ONLINE);
      await()
          .atMost(LONG)
          .until(() -> two.bean(Links.class).of(1, "CL-07").state() == Link.State.ONLINE);
      assertThat(two.bean(Links.class).of(1, "CL-07").devices()).isEqualTo(1);

      assertThat(two.get("/api/v1/me", bearer(token)).status()).isEqualTo(200);
      var ended = new AtomicBoolean();
      var revocations = two.bean(Revocations.class);
      revocations.watch(
          new Authenticated(
              new Caller.Coordinator(id, 1, "CL-07"),
              new Credential.Pass(id),
              null,
              revocations.count()),
          () -> ended.set(true));
      one.send("DELETE", "/api/v1/conferences/1/sites/CL-07/passes/" + id, null, bearer(admin));
      await().atMost(LONG).untilTrue(ended);
      assertThat(two.get("/api/v1/me", bearer(token)).status()).isEqualTo(401);
    }
  }

  @Test
  void whatADeadServerHeldTurnsOfflineAndOnlineAgainWhereItsDevicesReconnect() {
    var database = UUID.randomUUID().toString();
    Map<String, Object> shared =
        Map.of(
            "rollcall.access.other-servers", "true",
            "rollcall.links.heartbeat", "1s",
            "rollcall.links.server-silence", "4s");
    try (var one = RunningServer.startOn(database, shared);
        var two = RunningServer.startOn(database, shared)) {
      var pass =
          one.post("/api/v1/conferences/1/sites/CL-07/passes", "{}", bearer(one.admin())).json();
      var token = pass.get("token").asText();
      one.get("/api/v1/me", bearer(token));
      var links = two.bean(Links.class);
      await().atMost(LONG).until(() -> links.of(1, "CL-07").state() == Link.State.ONLINE);

      // as far as the others can see it is dead: it writes nothing more, not even that it leaves
      one.bean(ScheduledExecutorService.class, DatabaseTasks.NAME).shutdownNow();
      await()
          .atMost(LONG)
          .until(() -> {
            // it hears its device all the same
            one.get("/api/v1/me", bearer(token));
            return links.of(1, "CL-07").state() == Link.State.OFFLINE;
          });
      assertThat(two.get("/api/v1/me", bearer(token)).status()).isEqualTo(200);
      assertThat(links.of(1, "CL-07").state()).isEqualTo(Link.State.ONLINE);
    }
  }

  @Test
  void aRestartKnowsWhichSitesWereThereBefore() {
    var database = UUID.randomUUID().toString();
    try (var before = RunningServer.startOn(database, Map.of())) {
      var pass =
          before.post("/api/v1/conferences/1/sites/CL-07/passes", "{}", bearer(before.admin()));
      before.get("/api/v1/me", bearer(pass.json().get("token").asText()));
    }
    try (var after = RunningServer.startOn(database, Map.of())) {
      assertThat(after.bean(Links.class).of(1, "CL-07").since()).isNotNull();
      assertThat(after.bean(Links.class).of(1, "CL-00")).isEqualTo(Link.NEVER);
    }
  }
}
