package org.rollcall.demo;

import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.OwnOrganizer;
import org.rollcall.web.Draining;

/**
 * Plays the sample conference once the server listens. Ends the process with 1 if the board and the
 * log disagree; else the server goes on.
 */
@Singleton
@Requires(property = "rollcall.demo.enabled", value = "true")
final class Demo {
  /** A user of the demo's own, so that it needs nobody's password. */
  private static final String USERNAME = "demo";

  private final DemoSettings settings;
  private final OwnOrganizer organizer;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Play play;
  private volatile boolean leaving;

  Demo(DemoSettings settings, OwnOrganizer organizer) {
    this.settings = settings;
    this.organizer = organizer;
  }

  @EventListener
  void onListening(ServerStartupEvent event) {
    URI server = URI.create("http://localhost:" + event.getSource().getPort());
    thread = Thread.ofPlatform().name("demo").start(() -> play(server));
  }

  private void play(URI server) {
    var screen = new Screen(System.out);
    var played = new Play(server, settings.duration(), settings.seed(), screen);
    play = played;
    try {
      String password = organizer.renew(USERNAME);
      Verdict verdict = played.run(USERNAME, password);
      if (!verdict.equal()) {
        screen.say("BẢNG VÀ LOG KHÁC NHAU / NOT EQUAL: board and log disagree.");
        System.exit(1);
      }
      screen.say(
          "XONG, bảng và log khớp nhau; máy chủ vẫn chạy, Ctrl-C để dừng."
              + " / DONE, board and log are equal; the server keeps running, Ctrl-C ends it.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      if (!leaving) {
        screen.say("KHÔNG CHẠY ĐƯỢC / the demo failed: " + e.getMessage());
        System.exit(1);
      }
    }
  }

  /** The coordinators go first, so that none of them takes the server's leaving for a fault. */
  @EventListener
  void onLeaving(Draining.Begun begun) {
    stop();
  }

  @PreDestroy
  void stop() {
    leaving = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
    Play played = play;
    if (played != null) {
      played.close();
    }
  }
}
