package org.rollcall.rehearse;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The program behind the argument {@code rehearse}. */
public final class Rehearse {
  /** The word on the command line. */
  public static final String WORD = "rehearse";

  private static final int HELD = 0;
  private static final int NOT_HELD = 1;
  private static final int WRONG = 2;
  private static final int OTHER_FILES = 150;
  private static final long GOODBYE_SECONDS = 30;

  private Rehearse() {}

  /**
   * Rehearses a conference against a running server. An interrupt of the calling thread, or the end
   * of the process, ends it with a report of what was done so far.
   *
   * @param arguments those after {@link #WORD}
   * @return the exit code: 0 if everything that the domain promises held, 1 if not or if it could
   *     not be found out, 2 for arguments that are not understood
   */
  public static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    Arguments understood;
    try {
      understood = Arguments.of(arguments, environment);
      requireFiles(understood);
    } catch (WrongArguments e) {
      err.println("Rollcall does not rehearse: " + e.getMessage());
      return WRONG;
    }
    var ended = new CountDownLatch(1);
    Thread hook = new Thread(new Goodbye(Thread.currentThread(), ended), "goodbye");
    Runtime.getRuntime().addShutdownHook(hook);
    try (var rehearsal = new Rehearsal(understood, new Screen(out))) {
      return rehearsal.run() ? HELD : NOT_HELD;
    } catch (IOException e) {
      err.println("Rollcall does not rehearse: " + e.getMessage());
      return NOT_HELD;
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the process ends already
      }
    }
  }

  /** Each socket is an open file, and the limit is better known before than in the middle. */
  private static void requireFiles(Arguments arguments) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < arguments.sockets() + OTHER_FILES) {
      throw new WrongArguments(
          "--sockets="
              + arguments.sockets()
              + " needs more open files than the "
              + system.getMaxFileDescriptorCount()
              + " allowed: raise ulimit -n, for the server too");
    }
  }

  /** What Ctrl-C does: the rehearsal is told, and has its time to report. */
  private record Goodbye(Thread rehearsing, CountDownLatch ended) implements Runnable {
    @Override
    public void run() {
      rehearsing.interrupt();
      try {
        boolean inTime = ended.await(GOODBYE_SECONDS, TimeUnit.SECONDS);
        if (!inTime) {
          System.err.println(
              "Rollcall does not rehearse: no report within " + GOODBYE_SECONDS + " s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
