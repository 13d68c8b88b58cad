package org.rollcall;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.client.BoardClient;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;

/** A server that cannot read what others write does not tell its boards that all is as it was. */
@RequiresDocker
class BlindBoardIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration HEARTBEAT = Duration.ofMillis(300);

  @Test
  void aBoardHearsNothingWhileItsServerIsCutOffFromTheLogAndAllOfItAfterwards() throws Exception {
    MySqlServer.Database database = MySqlServer.shared().newDatabase();
    Map<String, Object> limits =
        Map.of("rollcall.board.heartbeat", "300ms", "rollcall.board.unsure-after", "2s");
    try (RunningServer well = RunningServer.onMySql(database, Map.of());
        MySqlLine line = new MySqlLine(database);
        RunningServer blind = RunningServer.onMySql(line.database(database), limits)) {
      Gathering gathering = Gathering.of(well.organizer(), 2, 10);
      try (BoardClient board =
              BoardClient.connect(blind.organizer(), gathering.conference(), "&depth=8");
          CheckInClient device = gathering.device(1)) {
        board.awaitRevision(1);
        line.fallSilent();
        long recorded = device.ask(Commands.siteReport(5)).path("revision").asLong();

        // heartbeats would come ten times in this
        await().atMost(LONG).until(() -> board.silence().compareTo(HEARTBEAT.multipliedBy(10)) > 0);

        line.speak();
        board.awaitRevision(recorded);
      }
    }
  }
}
