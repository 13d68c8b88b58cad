package org.rollcall.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;
import org.rollcall.attendance.LogUnavailable;
import org.rollcall.conference.Api;

@RequiresDocker
class ErasureMySqlIT extends ErasureContract {
  private final MySqlServer.Database database = MySqlServer.shared().newDatabase();

  @Override
  Map<String, String> environment() {
    return database.environment();
  }

  @Test
  void anotherServerForgetsToo() {
    long c = gathered();
    String path = "/conferences/" + c;
    api.call("POST", path + "/roll-calls/1/close", null).expect(200);
    try (Api other = start()) {
      String search = path + "/delegates?rollCall=1&q=vy+van+doan";
      assertThat(other.get(search).json().path("total").asInt()).isEqualTo(1);
      erase(c, "DB-0147");

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> other.get(search).json().path("total").asInt() == 0);
      JsonNode card = other.get(path + "/delegates/DB-0147").json();
      assertThat(card.path("fullName").asText()).isEqualTo("—");
      assertThat(card.has("erasedAt")).isTrue();
    }
  }

  @Test
  void aServerThatStandsStillWhileItEmptiesHoldsNobodyUp() {
    long c = gathered();
    String passes = "/conferences/" + c + "/sites/CL-07/passes";
    long pass = api.call("POST", passes, "{}").expect(201).json().path("id").asLong();
    PersonalData data = api.bean(PersonalData.class);
    var locked = new CompletableFuture<Boolean>();
    var goesOn = new CompletableFuture<Boolean>();
    var emptying =
        CompletableFuture.supplyAsync(
            () ->
                data.with(connection -> {
                  connection.setAutoCommit(false);
                  try (Statement update = connection.createStatement()) {
                    update.executeUpdate("UPDATE site_pass SET label = 'x' WHERE id = " + pass);
                  }
                  locked.complete(true);
                  goesOn.join();
                  connection.commit();
                  return true;
                }),
            runnable -> Thread.ofVirtual().start(runnable));
    locked.join();

    api.call("DELETE", passes + "/" + pass, null).expect(204);

    goesOn.complete(true);
    assertThatThrownBy(emptying::join).hasCauseInstanceOf(LogUnavailable.class);
    erase(c, "DB-0147");
  }

  @Test
  void anOrderThatCannotBeAnnouncedKeepsNoServerFromStarting() throws SQLException {
    long c = gathered();
    onlyLooksWhenTold();
    order(c, "DB-0147", "user:1");
    api.close();
    try (Connection other =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT revision FROM log_head WHERE conference_id = " + c + " FOR UPDATE");

      api = start();

      assertThat(name(c, "DB-0147")).isEqualTo("Vy Văn Đoàn");
      other.rollback();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> name(c, "DB-0147").equals("—") && api.bean(Erasures.class).undone().isEmpty());
  }
}
