package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;
import org.rollcall.conference.Api;

@RequiresDocker
class ImportJobMySqlIT extends ImportJobContract {
  private final Map<String, String> environment = MySqlServer.shared().newDatabase().environment();

  @Override
  Map<String, String> environment() {
    return environment;
  }

  @Test
  void anyServerOfTheDatabaseTellsOfIt() {
    String id = begin("/imports/delegates", table(2000)).expect(202).json().get("id").asText();
    JsonNode here = ended(id);

    try (Api other = Api.start(environment)) {
      JsonNode there = other.get(path() + "/imports/" + id).expect(200).json();
      assertThat(there).isEqualTo(here);
    }
  }
}
