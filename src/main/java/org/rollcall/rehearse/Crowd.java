package org.rollcall.rehearse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * All the coordinators' devices, on one thread: what they send, what they are told, and where that
 * leaves everyone. Methods that are called from elsewhere say so.
 */
final class Crowd implements AutoCloseable {
  private static final int LARGEST_FRAME = 4 * 1024 * 1024;

  private final Wires wires;
  private final Meter meter;
  private final Boards boards;
  private final Standings standings;
  private final Ledger ledger = new Ledger();
  private final Ids ids;
  private final Script script;
  private final Nation nation;
  private final int rollCall;
  private final SplittableRandom random;
  private final Device[][] devicesOf;
  private final List<Device> devices = new ArrayList<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean leaving;

  /**
   * Makes the devices; connects none.
   *
   * @param tokens of the sites' passes
   */
  Crowd(
      Arguments arguments,
      Nation nation,
      String[] tokens,
      int rollCall,
      Meter meter,
      Boards boards) {
    this.wires = new Wires("check-ins", arguments, LARGEST_FRAME);
    this.meter = meter;
    this.boards = boards;
    this.nation = nation;
    this.rollCall = rollCall;
    this.standings = new Standings(nation);
    this.ids = new Ids(System.nanoTime() ^ System.currentTimeMillis());
    this.random = new SplittableRandom(arguments.seed());
    int[] manned = manned(nation.sites(), arguments.sockets());
    this.script = new Script(nation, standings, ids, manned, arguments.seed());
    this.devicesOf = new Device[nation.sites()][];
    for (int i = 0; i < arguments.sockets(); i++) {
      int site = manned[i % manned.length];
      var device = new Device(this, i, site, tokens[site]);
      devices.add(device);
      Device[] before = devicesOf[site];
      int count = before == null ? 0 : before.length;
      Device[] now = before == null ? new Device[1] : Arrays.copyOf(before, count + 1);
      now[count] = device;
      devicesOf[site] = now;
    }
  }

  /** The sites that get a device: all, or so many spread over the tree. */
  private static int[] manned(int sites, int sockets) {
    int count = Math.min(sites, sockets);
    int[] manned = new int[count];
    for (int i = 0; i < count; i++) {
      manned[i] = (int) ((long) i * sites / count);
    }
    return manned;
  }

  Wires wires() {
    return wires;
  }

  Meter meter() {
    return meter;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** How many commands wait for their answers. From any thread. */
  int inFlight() {
    return inFlight.get();
  }

  /** Where the answers leave everyone; to be read once {@link #quiet} has come back. */
  Standings standings() {
    return standings;
  }

  Ledger ledger() {
    return ledger;
  }

  Ids ids() {
    return ids;
  }

  int commands() {
    return script.commands();
  }

  /**
   * Connects so many a second, and waits for the greetings. From another thread.
   *
   * @return whether all were greeted in time
   */
  boolean connect(int perSecond) throws InterruptedException {
    long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long due = System.nanoTime();
    for (Device device : devices) {
      sleepUntil(due);
      wires.loop().execute(device::connect);
      due += pause;
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (meter.welcomed.sum() < devices.size() && System.nanoTime() - end < 0) {
      Thread.sleep(20);
    }
    return meter.welcomed.sum() == devices.size();
  }

  /** Has the next command sent, which is or was due then. From another thread. */
  void go(long due) {
    inFlight.incrementAndGet();
    wires.loop().execute(() -> send(script.next(due)));
  }

  private void send(Command command) {
    meter.sent.increment();
    Device[] there = devicesOf[command.site];
    Device device = there[there.length == 1 ? 0 : random.nextInt(there.length)];
    device.send(command);
  }

  String json(Command command) {
    return command.json(rollCall, nation.delegatesOf(command.site));
  }

  /** A device was answered. */
  void answered(Command command, Frame frame, long nanos) {
    inFlight.decrementAndGet();
    meter.answered(command, frame, nanos);
    if (frame.isApplied() || frame.isReplayed()) {
      ledger.acknowledge(command.number, frame.revision());
    }
    if (!script.answered(command, frame, nanos)) {
      meter.surprise(command.kind + " was answered " + frame.judgement());
    }
    if (frame.isApplied() && command.kind.shows()) {
      boolean measured = meter.measures(command);
      boards.expect(new Boards.Shown(frame.revision(), command.site, command.due, nanos, measured));
    }
  }

  /**
   * Waits until every command is answered. From another thread.
   *
   * @return how many never were
   */
  int quiet(long patienceSeconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
    while (inFlight() > 0 && System.nanoTime() - end < 0) {
      Thread.sleep(20);
    }
    // what that thread has written is seen by this one from here on
    wires.loop().submit(() -> {}).await();
    return inFlight();
  }

  static void sleepUntil(long due) throws InterruptedException {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(left);
    }
  }

  /** All devices leave with a word. */
  @Override
  public void close() {
    leaving = true;
    wires.loop().submit(() -> devices.forEach(Device::leave)).awaitUninterruptibly();
    wires.close();
  }
}
