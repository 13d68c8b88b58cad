package org.rollcall.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.SiteTree;
import org.rollcall.headcount.ConferenceCounts;
import org.rollcall.headcount.SiteCount;
import org.rollcall.headcount.Snapshot;
import org.rollcall.web.CloseCode;

/**
 * All who watch the same scope. They get the same frames, each encoded once, so the chain of
 * revisions is theirs together. For the ticker's thread alone.
 */
final class View {
  private final Scope scope;
  private final ConferenceCounts counts;
  private final BoardTools tools;
  private final List<BoardSession> sessions = new ArrayList<>();
  private final List<Message> underWay = new ArrayList<>();
  private @Nullable SiteTree tree;
  private List<String> shown = List.of();

  /** What everyone up to date has; null before the first frame. */
  private @Nullable Sent sent;

  private long checkedRevision;
  private long checkedLinks;

  /**
   * What went out last.
   *
   * @param revision of the last frame, of any type
   * @param structure the structure's revision that the last snapshot showed
   * @param links those that were shown
   * @param nanos when
   */
  private record Sent(long revision, long structure, SiteLinks links, long nanos) {}

  View(Scope scope, ConferenceCounts counts, BoardTools tools) {
    this.scope = scope;
    this.counts = counts;
    this.tools = tools;
  }

  void add(BoardSession session) {
    sessions.add(session);
  }

  int size() {
    return sessions.size();
  }

  /** Tells everyone what there is to tell. */
  void tick(long nanos) {
    sessions.forEach(session -> session.tick(nanos));
    removeClosed();
    settle();
    if (sessions.isEmpty() || !tools.isCurrent(scope.conference()) || !isAnythingToTell(nanos)) {
      return;
    }
    Instant asOf = tools.clock().instant();
    Snapshot snapshot = counts.snapshot(this::choose);
    if (!scope.standsIn(snapshot.tree())) {
      close(CloseCode.REVOKED, "the site is deleted");
      return;
    }
    // the handshake judged by the tree of then; the site may have been moved since
    sessions.forEach(session -> session.judge(scope, snapshot.tree()));
    removeClosed();
    if (shown.size() > tools.limits().maxSites()) {
      close(CloseCode.POLICY_VIOLATION, "TOO_MANY_SITES");
    } else {
      SiteLinks links = tools.links(scope.conference(), snapshot.tree());
      long before = checkedRevision;
      checkedRevision = snapshot.revision();
      checkedLinks = links.version();
      tell(new Showing(scope, snapshot, links), before, asOf, nanos);
    }
  }

  private void removeClosed() {
    sessions.removeIf(session -> !session.isOpen());
  }

  /** Ends every socket of the view. */
  void close(int code, String reason) {
    sessions.forEach(session -> session.close(code, reason));
    sessions.clear();
    settle();
  }

  private boolean isAnythingToTell(long nanos) {
    return sent == null
        || counts.revision() != checkedRevision
        || tools.linksVersion(scope.conference()) != checkedLinks
        || isQuiet(sent, nanos)
        || sessions.stream().anyMatch(session -> !session.isUpToDate() && session.isReading());
  }

  private boolean isQuiet(Sent last, long nanos) {
    return nanos - last.nanos() >= tools.limits().heartbeat().toNanos();
  }

  private List<String> choose(SiteTree now) {
    if (now != tree) {
      tree = now;
      shown = scope.standsIn(now) ? scope.shown(now, tools.limits().maxSites()) : List.of();
    }
    return shown.size() > tools.limits().maxSites() ? List.of() : shown;
  }

  /** What was committed up to {@code before} is told already, or concerns nobody here. */
  private void tell(Showing now, long before, Instant asOf, long nanos) {
    Snapshot snapshot = now.snapshot();
    long revision = snapshot.revision();
    Sent last = sent;
    if (last == null || snapshot.structureRevision() > last.structure()) {
      begin(now, revision, asOf, sessions);
      sent = new Sent(revision, snapshot.structureRevision(), now.links(), nanos);
      return;
    }
    List<SiteCount> changed = now.changedSince(last.revision(), last.links());
    boolean quiet = isQuiet(last, nanos);
    long told = last.revision();
    // the whole conference has every commit told; a part of it only what concerns it
    if (!changed.isEmpty() || (scope.site() == null && revision > told)) {
      follow(now.delta(told, changed, asOf));
      if (revision > before) {
        tools.told(scope.conference(), before + 1);
      }
      told = revision;
      quiet = true;
    } else if (quiet) {
      follow(new Frames.HeartbeatFrame(Frames.HeartbeatFrame.TYPE, revision, asOf));
      told = revision;
    }
    sent = new Sent(told, last.structure(), now.links(), quiet ? nanos : last.nanos());
    begin(
        now,
        told,
        asOf,
        sessions.stream().filter(session -> !session.isUpToDate() && session.isReading()).toList());
  }

  private void begin(Showing now, long revision, Instant asOf, List<BoardSession> readers) {
    if (!readers.isEmpty()) {
      Message snapshot = tools.encode(now.whole(revision, asOf));
      readers.forEach(session -> session.begin(snapshot));
      tools.sent(readers.size());
      underWay.add(snapshot);
    }
  }

  private void follow(Object frame) {
    List<BoardSession> followers = sessions.stream().filter(BoardSession::isUpToDate).toList();
    if (!followers.isEmpty()) {
      Message change = tools.encode(frame);
      followers.forEach(session -> session.follow(change));
      tools.sent(followers.size());
      underWay.add(change);
    }
  }

  /** Lets go of what went out; what some reader has taken a part of only is kept small for it. */
  private void settle() {
    for (Message message : underWay) {
      if (sessions.stream().anyMatch(session -> session.isSending(message))) {
        message.squeeze();
      } else {
        message.close();
      }
    }
    underWay.clear();
  }
}
