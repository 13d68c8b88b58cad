package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;
import org.rollcall.RunningServer;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;

/** A city's roster comes in while its delegates do. */
@RequiresDocker
class ImportBesideCheckInsMySqlIT {
  private static final int SITES = 8;
  private static final int ROWS = 94_938;

  @Test
  void checkInsGoOnWhileACityIsImported() {
    try (var server = RunningServer.onMySql(MySqlServer.shared().newDatabase(), Map.of())) {
      Api organizer = server.organizer();
      Gathering gathering = Gathering.of(organizer, SITES, 2 * SITES);
      String imports = "/conferences/" + gathering.conference() + "/imports/delegates";
      String table = table();
      try (var coming = new Coming(gathering)) {
        JsonNode first = imported(organizer, imports, table);
        assertThat(first.at("/result/created").asInt()).isEqualTo(ROWS);
        assertThat(first.get("done").asInt()).isEqualTo(ROWS);
        int before = coming.answered.get();
        JsonNode second = imported(organizer, imports, table);
        assertThat(second.at("/result/unchanged").asInt()).isEqualTo(ROWS);
        assertThat(second.get("done").asInt()).isZero();
        assertThat(coming.answered.get()).isGreaterThan(before);
        assertThat(before).isGreaterThan(SITES);
        coming.stop();
        assertThat(coming.outcomes).as("of all commands").isEmpty();
        System.out.printf(
            "beside an import of %d rows: %d commands, the slowest took %d ms; %s%n",
            ROWS, coming.answered.get(), coming.slowest.get() / 1_000_000, first);
      }
      JsonNode totals = organizer.headcounts(gathering.conference()).path("totals");
      assertThat(totals.path("expected").asInt()).isEqualTo(ROWS + 2 * SITES);
    }
  }

  private static JsonNode imported(Api organizer, String path, String table) {
    // over 5 MB: nobody need ask for it to go on after its answer
    assertThat(table.length()).isGreaterThan(5 << 20);
    JsonNode accepted = organizer.postCsv(path, table).expect(202);
    String job = path.replace("/delegates", "/" + accepted.path("id").asText());
    JsonNode ended =
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> organizer.get(job).expect(200), at -> !at.get("endedAt").isNull());
    assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("DONE");
    return ended;
  }

  private static String table() {
    var table = new StringBuilder("code,full_name,title,organisation,site_code\n");
    for (int i = 0; i < ROWS; i++) {
      table
          .append("TP-%06d,".formatted(i))
          .append(Gathering.nameOf(i))
          .append(",Bí thư chi bộ,Đảng ủy phường số ")
          .append(i % 500)
          .append(",CL-0")
          .append(i % SITES)
          .append('\n');
    }
    return table.toString();
  }

  /** At each site one delegate after the other comes and goes, without a pause. */
  private static final class Coming implements AutoCloseable {
    final AtomicInteger answered = new AtomicInteger();
    final AtomicLong slowest = new AtomicLong();
    final List<JsonNode> outcomes = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<CompletableFuture<Void>> sites = new ArrayList<>();

    Coming(Gathering gathering) {
      for (int site = 0; site < SITES; site++) {
        int at = site;
        sites.add(
            CompletableFuture.runAsync(() -> come(gathering, at), Thread::startVirtualThread));
      }
    }

    private void come(Gathering gathering, int site) {
      try (CheckInClient device = gathering.device(site)) {
        for (int i = 0; !over.get(); i++) {
          String delegate = gathering.delegateOf(site, i / 2 % 2);
          long sent = System.nanoTime();
          JsonNode result =
              device.ask(i % 2 == 0 ? Commands.checkIn(delegate) : Commands.checkOut(delegate));
          slowest.accumulateAndGet(System.nanoTime() - sent, Math::max);
          answered.incrementAndGet();
          if (!result.path("outcome").asText().equals("APPLIED")) {
            synchronized (outcomes) {
              outcomes.add(result);
            }
            return;
          }
        }
      }
    }

    void stop() {
      over.set(true);
      sites.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
      over.set(true);
    }
  }
}
