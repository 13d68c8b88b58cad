package org.rollcall.checkin;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Attempt;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.LogUnavailable;
import org.rollcall.attendance.Outcome;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Sender;
import org.rollcall.headcount.Figures;
import org.rollcall.web.CloseCode;
import org.rollcall.web.SocketMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One check-in socket. Its frames are handled in order; each is answered in order; what concerns
 * its site is told in the order of revisions. What it may cost is bounded: so many commands without
 * an answer, so many characters held, no event queued for a reader that does not read (it catches
 * up from the log instead).
 */
final class CheckInSession {
  private enum Flow {
    /** Greeted: events wait for a resume, which would bring older ones, to come first. */
    GREETED,
    /** Reading the log; frames wait. */
    CATCHING_UP,
    /** Told of each event as it happens. */
    LIVE,
    /** Not reading: told nothing until it does. */
    BEHIND
  }

  private static final Logger LOG = LoggerFactory.getLogger(CheckInSession.class);
  private static final int CHUNK = 200;

  /** How often a socket for which nothing waits is looked after. */
  private static final long REST_NANOS = 1_000_000_000;

  private static final long PARK_NANOS = 5_000_000;
  private static final long RETRY_NANOS = 500_000_000;

  private final Channel channel;
  private final Answers.Reader reader;
  private final Desk desk;
  private final CheckInTools tools;
  private final CheckInLimits limits;
  private final Sender sender;
  private final CommandRate rate;
  private final AnswerOrder answers = new AnswerOrder();
  private final SocketMeters.Socket socket;
  private final Inbox inbox = new Inbox();
  // when the frame that is being taken came
  private long takenSince;
  private Flow flow = Flow.GREETED;
  private boolean welcomeDue;
  private Frames.Welcome.@Nullable Labels greetedWith;
  private boolean leaving;
  private boolean closed;
  private long sent;
  private final long openedAt = System.nanoTime();
  private long readAt = openedAt;
  private long pingedAt = openedAt;
  private volatile long dueAt = openedAt;
  private volatile long heardAt = openedAt;

  CheckInSession(Channel channel, Answers.Reader reader, Desk desk, CheckInTools tools) {
    this.channel = channel;
    this.reader = reader;
    this.desk = desk;
    this.tools = tools;
    this.limits = tools.limits();
    this.rate = new CommandRate(limits);
    this.socket =
        tools
            .meters()
            .opened(SocketMeters.Kind.CHECK_IN, channel, reader.conference(), reader.site());
    this.sender =
        new Sender(
            reader.site(), reader.caller().by(), reader.caller() instanceof Caller.Organizer);
  }

  Answers.Reader reader() {
    return reader;
  }

  /** Greets. Events from the greeting's revision on follow. */
  synchronized void open() {
    sent = desk.register().revision();
    welcome();
  }

  /** Whether it has not been closed. */
  synchronized boolean isOpen() {
    return !closed;
  }

  /** When the peer last gave a sign of life, by {@link System#nanoTime()}. */
  long heardAt() {
    return heardAt;
  }

  /** The peer gave a sign of life. */
  void heard() {
    heardAt = System.nanoTime();
  }

  /** Takes one message, on the channel's event loop. */
  synchronized void receive(String text) {
    if (closed || leaving) {
      return;
    }
    inbox.add(new Inbox.Held(text, System.nanoTime()));
    dueAt = openedAt;
    if (inbox.characters() > limits.heldBytes()) {
      channel.config().setAutoRead(false);
    }
    pump();
  }

  /** Whether it is to be looked after now; of 20,000 sockets most are at rest. */
  boolean isDue(long nanos) {
    return nanos - dueAt >= 0;
  }

  /**
   * Looks after what time brings: pings, the end of the greeting's pause, readers that read again
   * or never.
   */
  synchronized void tick(long nanos) {
    if (closed) {
      return;
    }
    if (!channel.config().isAutoRead()) {
      // it is not read, so it cannot be heard
      heardAt = nanos;
    }
    if (nanos - heardAt > limits.silence().toNanos()) {
      close(CloseCode.GOING_AWAY, "nothing was heard");
      return;
    }
    // each in a time of its own: pings to all at once would keep the event loops from the answers
    if (nanos - pingedAt >= limits.pingInterval().toNanos()) {
      pingedAt = nanos;
      channel.writeAndFlush(new PingWebSocketFrame());
    }
    if (channel.isWritable()) {
      readAt = nanos;
      if (flow == Flow.BEHIND) {
        catchUp(sent, false);
      } else if (flow == Flow.GREETED && nanos - openedAt > limits.greetingPause().toNanos()) {
        catchUp(sent, false);
      }
      pump();
    } else if (nanos - readAt > limits.slowReader().toNanos()) {
      close(CloseCode.TRY_AGAIN_LATER, "answers are not being read");
    }
    dueAt = isAtRest() ? nanos + Math.min(REST_NANOS, limits.pingInterval().toNanos() / 2) : nanos;
  }

  private boolean isAtRest() {
    return flow == Flow.LIVE && inbox.isEmpty() && channel.isWritable();
  }

  /**
   * Tells of an event that is not this socket's own. Each site's frame is encoded once for all its
   * sockets.
   */
  synchronized void event(long revision, byte[] frame) {
    if (closed || flow != Flow.LIVE || revision <= sent) {
      return;
    }
    if (!channel.isWritable()) {
      flow = Flow.BEHIND;
      dueAt = System.nanoTime();
      socket.skipped();
      return;
    }
    sent = revision;
    write(frame);
  }

  /** Greets anew: conference, roll call or site changed, at this revision. */
  synchronized void greet(long revision, Frames.Welcome.Labels labels, byte[] welcome) {
    if (closed || revision <= sent) {
      return;
    }
    if (flow == Flow.LIVE && channel.isWritable()) {
      sent = revision;
      greetedWith = labels;
      write(welcome);
    } else {
      welcomeDue = true;
    }
  }

  /**
   * The server goes: takes nothing more, answers what was taken, and closes. What was not taken is
   * not answered, so the device sends it to another server.
   */
  synchronized void leave() {
    leaving = true;
    inbox.clear();
    closeIfLeft();
  }

  private void closeIfLeft() {
    if (leaving && answers.isEmpty()) {
      close(CloseCode.GOING_AWAY, "");
    }
  }

  synchronized void close(int code, String reason) {
    if (closed) {
      return;
    }
    closed = true;
    inbox.clear();
    socket.closed(code, reason);
    hand(new CloseWebSocketFrame(code, reason));
    // closed by us with input unread, the connection would be reset, and the frame lost on its way;
    // so the peer is read, and not heard, until it closes
    channel.config().setAutoRead(true);
    var unused =
        channel
            .eventLoop()
            .schedule(() -> channel.close(), limits.goodbye().toMillis(), TimeUnit.MILLISECONDS);
  }

  // ---- in

  private synchronized void pump() {
    while (mayTakeNext()) {
      Inbox.Held first = inbox.first();
      takenSince = first.since();
      Inbound inbound = tools.frames().read(first.text());
      if (!take(inbound) || closed) {
        break;
      }
      inbox.removeFirst();
    }
    if (inbox.characters() <= limits.heldBytes() && !closed && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  private boolean mayTakeNext() {
    return !closed
        && !inbox.isEmpty()
        && flow != Flow.CATCHING_UP
        && (answers.isEmpty() || answers.size() + inbox.places() <= limits.inFlight())
        && channel.isWritable();
  }

  /** Handles a frame; false if it has to wait. */
  private boolean take(Inbound inbound) {
    if (inbound instanceof Inbound.Resume(String epoch, long revision)) {
      if (!answers.isEmpty()) {
        return false;
      }
      count(1);
      resume(epoch, revision);
      return true;
    }
    if (inbound instanceof Inbound.Commands(List<Inbound.Element> elements)
        && !answers.isEmpty()
        && answers.size() + elements.size() > limits.inFlight()) {
      inbox.firstNeeds(elements.size());
      return false;
    }
    if (flow == Flow.GREETED && !isCurrent(sent)) {
      catchUp(sent, false);
      return false;
    }
    flow = flow == Flow.GREETED ? Flow.LIVE : flow;
    switch (inbound) {
      case Inbound.Ping ping -> {
        count(1);
        answerNow(new Frames.Pong("pong", Instant.now()));
      }
      case Inbound.Wrong wrong -> {
        count(1);
        answerNow(error(wrong));
      }
      case Inbound.Commands commands -> {
        count(commands.elements().size());
        submit(commands.elements());
      }
      case Inbound.Resume resume -> throw new IllegalStateException("handled above");
    }
    return true;
  }

  private void count(int commands) {
    if (rate.isTooFast(commands, System.nanoTime())) {
      close(
          CloseCode.POLICY_VIOLATION, "over " + limits.commandsPerSecond() + " commands a second");
    }
  }

  private void submit(List<Inbound.Element> elements) {
    List<Attempt> frame = new ArrayList<>(elements.size());
    for (Inbound.Element element : elements) {
      switch (element) {
        case Inbound.Good(Command command) -> {
          AnswerOrder.Slot slot = answers.add(command.id(), takenSince);
          frame.add(
              new Attempt(
                  command,
                  sender,
                  this,
                  outcome -> tools.answers().mayLearn(reader, outcome),
                  outcome -> decided(slot, command, outcome)));
        }
        case Inbound.Bad bad ->
            answerNow(tools.answers().invalid(reader, bad.id(), bad.type(), bad.faults()));
        case Inbound.Wrong wrong -> answerNow(error(wrong));
      }
    }
    desk.submit(frame);
  }

  private Frames.ErrorFrame error(Inbound.Wrong wrong) {
    return new Frames.ErrorFrame(
        "error", wrong.code(), tools.answers().text(reader.language(), wrong), wrong.id());
  }

  /**
   * Mostly on the desk's thread: takes the figures of this moment along, and leaves the rest to the
   * herald.
   */
  private void decided(AnswerOrder.Slot slot, Command command, Outcome outcome) {
    Figures now =
        switch (outcome) {
          case Outcome.Applied a -> tools.counts(reader.conference()).own(reader.site());
          case Outcome.Replayed r -> tools.counts(reader.conference()).own(reader.site());
          case Outcome.Asked a -> null;
          case Outcome.Refused r -> null;
        };
    Runnable telling =
        () -> {
          Frames.Result result = tools.answers().result(reader, command, outcome, now);
          complete(slot, tools.encoder().bytes(result), outcome);
        };
    if (Thread.holdsLock(this)) {
      // put off while being submitted: to wait for the herald here could be to wait for oneself
      telling.run();
    } else {
      tools.herald().tell(telling);
    }
  }

  // ---- out

  private void answerNow(Object frame) {
    complete(answers.add(null, takenSince), tools.encoder().bytes(frame), null);
  }

  private synchronized void complete(
      AnswerOrder.Slot slot, byte[] frame, @Nullable Outcome outcome) {
    slot.answer(frame, outcome);
    // while events are missing, an answer would come before what happened before it
    if (flow == Flow.LIVE) {
      answer(Long.MAX_VALUE);
    }
    if (!inbox.isEmpty()) {
      channel.eventLoop().execute(this::pump);
    }
  }

  /** Sends what is answered, in order, as far as it tells of nothing from that revision on. */
  private void answer(long before) {
    for (AnswerOrder.Due due = answers.take(before); due != null; due = answers.take(before)) {
      if (due.slot().isApplied()) {
        sent = Math.max(sent, due.slot().revision());
      }
      write(due.frame());
      if (due.slot().isCommand()) {
        tools.meters().answered(System.nanoTime() - due.slot().since());
      }
    }
    closeIfLeft();
  }

  private void write(byte[] frame) {
    if (channel.bytesBeforeWritable() > limits.unreadBytes()) {
      close(CloseCode.TRY_AGAIN_LATER, "answers are not being read");
    }
    if (!closed) {
      hand(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
    }
  }

  /**
   * Hands a frame to the channel. What another thread writes waits for the event loop's turn: what
   * the event loop itself has to say must not overtake it.
   */
  private void hand(WebSocketFrame frame) {
    if (channel.eventLoop().inEventLoop()) {
      channel.eventLoop().execute(() -> channel.writeAndFlush(frame));
    } else {
      channel.writeAndFlush(frame);
    }
  }

  private void welcome() {
    welcomeDue = false;
    Frames.Welcome welcome =
        Frames.Welcome.at(desk.register(), tools.counts(reader.conference()), reader.site(), sent);
    if (welcome == null) {
      close(CloseCode.REVOKED, "the site was deleted");
    } else {
      greetedWith = welcome.labels();
      write(tools.encoder().bytes(welcome));
    }
  }

  /**
   * Whether what was greeted with is no longer so. Who catches up takes the register's revision for
   * his own, and so passes over the greeting that is still on its way for a change before it.
   */
  private boolean isGreetedOtherwise() {
    Frames.Welcome now =
        Frames.Welcome.at(desk.register(), tools.counts(reader.conference()), reader.site(), sent);
    return now == null || !now.labels().equals(greetedWith);
  }

  // ---- catching up from the log

  private void resume(@Nullable String epoch, long revision) {
    Register register = desk.register();
    boolean same =
        register.conference().epoch().toString().equalsIgnoreCase(epoch)
            && revision >= 0
            && revision <= register.revision();
    if (same) {
      catchUp(revision, true);
    } else {
      write(tools.encoder().bytes(new Frames.Reload("reload")));
      flow = isCurrent(sent) ? Flow.LIVE : flow;
      if (flow != Flow.LIVE) {
        catchUp(sent, false);
      }
    }
  }

  private boolean isCurrent(long revision) {
    long[] missed = desk.register().revisionsOf(reader.site(), revision, 0);
    return missed != null && !welcomeDue;
  }

  private void catchUp(long from, boolean announce) {
    flow = Flow.CATCHING_UP;
    tools.blocking().execute(() -> readOn(from, announce));
  }

  private void readOn(long from, boolean announce) {
    long at = from;
    boolean told = !announce;
    try {
      while (true) {
        long to = desk.register().revision();
        long[] missed = desk.register().revisionsOf(reader.site(), at, limits.resumeEvents());
        if (missed == null) {
          writeWhenRead(tools.encoder().bytes(new Frames.Reload("reload")));
          told = true;
        } else {
          tell(missed);
          // the register may have moved on between the two looks at it
          at = missed.length == 0 ? at : missed[missed.length - 1];
        }
        at = Math.max(at, to);
        if (isLiveFrom(at, told)) {
          return;
        }
      }
    } catch (LogUnavailable e) {
      LOG.debug("a socket went while the log could not be read", e);
    } catch (RuntimeException e) {
      // it would stay without an answer for ever: whoever comes back begins anew
      LOG.atError()
          .addKeyValue("conference", reader.conference())
          .addKeyValue("site", reader.site())
          .setCause(e)
          .log("a socket could not catch up");
      close(CloseCode.TRY_AGAIN_LATER, "the server could not catch up");
    }
  }

  private synchronized boolean isLiveFrom(long at, boolean told) {
    sent = Math.max(sent, at);
    if (closed) {
      return true;
    }
    if (desk.register().revisionsOf(reader.site(), at, 0) == null) {
      return false;
    }
    answer(at + 1);
    if (!told) {
      write(tools.encoder().bytes(new Frames.Resumed("resumed", at)));
    }
    flow = Flow.LIVE;
    if (welcomeDue || isGreetedOtherwise()) {
      welcome();
    }
    answer(Long.MAX_VALUE);
    channel.eventLoop().execute(this::pump);
    return true;
  }

  /**
   * Reads events; while the database does not answer, waits for it, as the device's commands do.
   */
  private Map<Long, Event> read(long[] revisions) {
    while (true) {
      try {
        return tools.log().at(reader.conference(), revisions);
      } catch (LogUnavailable e) {
        if (!channel.isActive()) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void tell(long[] revisions) {
    for (int from = 0; from < revisions.length; from += CHUNK) {
      long[] chunk = Arrays.copyOfRange(revisions, from, Math.min(from + CHUNK, revisions.length));
      Map<Long, Event> events = read(chunk);
      for (Event event : events.values()) {
        if (event.type() != EventType.SITE && event.type() != EventType.ROSTER) {
          tell(event);
        }
      }
    }
  }

  /** Tells of an event, unless it is a command of this socket, whose answer tells of it. */
  private void tell(Event event) {
    byte[] frame = tools.encoder().bytes(CheckInFloor.frame(desk.register(), event, figures()));
    awaitReader();
    while (channel.isActive()) {
      synchronized (this) {
        AnswerOrder.Slot own = answers.of(event.id());
        if (own == null || own.isAnswered()) {
          answer(event.revision());
          if (own == null || own.revision() != event.revision()) {
            write(frame);
          }
          return;
        }
      }
      // decided, and its answer on the way
      LockSupport.parkNanos(PARK_NANOS);
    }
  }

  private Figures figures() {
    return tools.counts(reader.conference()).own(reader.site());
  }

  private void awaitReader() {
    while (!channel.isWritable() && channel.isActive()) {
      LockSupport.parkNanos(PARK_NANOS);
    }
  }

  private void writeWhenRead(byte[] frame) {
    awaitReader();
    synchronized (this) {
      write(frame);
    }
  }

  /** Runs when the connection is gone, however it went. */
  void whenGone(Runnable then) {
    channel
        .closeFuture()
        .addListener((Future<? super Void> gone) -> {
          synchronized (this) {
            closed = true;
            inbox.clear();
          }
          then.run();
        });
  }
}
