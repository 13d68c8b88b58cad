package org.rollcall.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Site;
import org.rollcall.headcount.Headcounts;
import org.rollcall.site.Links;
import org.rollcall.web.CloseCode;
import org.rollcall.web.SocketMeters;

/** What one tick of one board costs at a nation's size, while devices connect. Printed only. */
class BoardTickBenchmark {
  private static final int PROVINCES = 34;
  private static final int SITES = 37_000;
  private static final int LARGE = 2_499;
  private static final int CHANGES = 100;
  private static final int WARM_UP = 300;
  private static final int TICKS = 400;

  @TempDir Path folder;
  private BoardFixture fixture;
  private BoardFixture.Hall hall;
  private final List<String> communes = new ArrayList<>();
  private final Random random = new Random(2020);
  private long nanos = System.nanoTime();

  @BeforeEach
  void start() {
    fixture = BoardFixture.start(folder, Map.of("rollcall.links.online-for", "1h"));
    List<Site> sites = new ArrayList<>();
    sites.add(BoardFixture.site("VN", null));
    for (int p = 1; p <= PROVINCES; p++) {
      sites.add(BoardFixture.site("P%02d".formatted(p), "VN"));
    }
    for (int c = 0; sites.size() < SITES; c++) {
      int province = c < LARGE ? 1 : 2 + c % (PROVINCES - 1);
      var site = BoardFixture.site("C%05d".formatted(c), "P%02d".formatted(province));
      sites.add(site);
      communes.add(site.code());
    }
    hall = fixture.hall(sites, List.of());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aTickOfTheRootWhileLinksChangeEverywhere() {
    var scope = new Scope(hall.id(), null, 1);
    var links = fixture.bean(Links.class);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var view =
        new View(
            scope, fixture.bean(Headcounts.class).of(hall.id()), fixture.bean(BoardTools.class));
    var channel = new EmbeddedChannel();
    view.add(
        new BoardSession(
            channel,
            new Caller.BoardPass(1, hall.id()),
            fixture.bean(BoardLimits.class),
            fixture
                .bean(SocketMeters.class)
                .opened(SocketMeters.Kind.BOARD, channel, hall.id(), null)));
    double[] micros = new double[TICKS];
    long bytes = 0;
    int frames = 0;
    for (int i = -WARM_UP; i < TICKS; i++) {
      for (int c = 0; c < CHANGES; c++) {
        var site = communes.get(random.nextInt(communes.size()));
        links.heard(hall.id(), site, random.nextInt(1_000_000), Instant.now());
      }
      nanos += Duration.ofMillis(100).toNanos();
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long begun = System.nanoTime();
      view.tick(nanos);
      long took = System.nanoTime() - begun;
      allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
      if (i >= 0) {
        micros[i] = took / 1e3;
        bytes += allocated;
      }
      frames += channel.outboundMessages().size();
      channel.releaseOutbound();
    }
    assertThat(frames).isGreaterThanOrEqualTo(TICKS);
    Arrays.sort(micros);
    System.out.printf(
        "root, %d changed: median %.0f µs, p99 %.0f µs, %.0f KiB allocated a tick%n",
        CHANGES, micros[TICKS / 2], micros[TICKS * 99 / 100], bytes / 1024.0 / TICKS);
    view.close(CloseCode.GOING_AWAY, "");
    channel.finishAndReleaseAll();
  }
}
