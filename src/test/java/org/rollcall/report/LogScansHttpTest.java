package org.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RunningServer;
import org.rollcall.client.Gathering;

class LogScansHttpTest {
  @Test
  void whoeverLooksThroughTheWholeLogWaitsForATurnAndNobodyElseDoes(@TempDir Path folder)
      throws Exception {
    Map<String, Object> limits =
        Map.of("rollcall.log.scans", 0, "rollcall.log.scan-patience", "1ms");
    try (var server = RunningServer.onH2(folder, limits)) {
      var organizer = server.organizer();
      Gathering gathering = Gathering.of(organizer, 1, 1);
      String conference = "/conferences/" + gathering.conference();

      var history = organizer.get(conference + "/delegates/" + gathering.delegates().getFirst());
      assertThat(history.status()).isEqualTo(503);
      assertThat(organizer.get(conference + "/attendance?site=" + gathering.site(0)).status())
          .isEqualTo(503);
      assertThat(organizer.get(conference + "/reviews").status()).isEqualTo(503);

      assertThat(organizer.get(conference + "/attendance").status()).isEqualTo(200);
    }
  }
}
