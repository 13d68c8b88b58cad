package org.rollcall.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;
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
}
