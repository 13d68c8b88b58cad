package org.rollcall.attendance;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.order.OrderUtil;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desks of all conferences, one each. Conferences are loaded at the start, others when they are
 * first asked for.
 */
@Singleton
public final class Desks {
  private static final Logger LOG = LoggerFactory.getLogger(Desks.class);

  private final AttendanceLog log;
  private final BeanProvider<Follower> followers;
  private final DeskLimits limits;
  private final DeskMeters meters;
  private final ConcurrentSkipListMap<Long, Desk> open = new ConcurrentSkipListMap<>();
  private @Nullable HeadWatch watch;

  Desks(AttendanceLog log, BeanProvider<Follower> followers, DeskLimits limits, DeskMeters meters) {
    this.log = log;
    this.followers = followers;
    this.limits = limits;
    this.meters = meters;
    meters.watch(open.values());
  }

  @EventListener
  void onStartup(StartupEvent event) {
    all();
  }

  /**
   * The desk of a conference.
   *
   * @throws NoSuchConference if there is none of that id
   * @throws LogUnavailable if it has to be loaded and the database does not answer
   */
  public Desk of(long conference) {
    Desk desk = open.get(conference);
    return desk != null ? desk : load(conference);
  }

  /** Whether the conference is loaded, so that {@link #of} does not wait for the database. */
  public boolean isLoaded(long conference) {
    return open.containsKey(conference);
  }

  /** The desks of all conferences, by id. May wait for the database. */
  public Collection<Desk> all() {
    log.conferences().forEach(this::of);
    return List.copyOf(open.values());
  }

  /** The desks loaded so far, by id. */
  public Collection<Desk> loaded() {
    return List.copyOf(open.values());
  }

  /**
   * Makes a conference in state DRAFT with a first roll call. Its {@code id}, epoch and state are
   * given here.
   */
  public Desk create(Conference labels, String rollCallTitle, String by) {
    Conference fresh =
        new Conference(
            0,
            UUID.randomUUID(),
            labels.title(),
            labels.organiser(),
            labels.startsAt(),
            labels.zone(),
            ConferenceState.DRAFT,
            labels.retentionDays());
    return of(log.create(fresh, rollCallTitle, by));
  }

  private synchronized Desk load(long id) {
    Desk loaded = open.get(id);
    if (loaded != null) {
      return loaded;
    }
    long start = System.nanoTime();
    List<Follower> hearing = new ArrayList<>(followers.stream().toList());
    OrderUtil.sort(hearing);
    Register register;
    try {
      register = fold(id, hearing);
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
    boolean shared = log.isShared();
    Desk desk = new Desk(register, log, hearing, limits, shared, meters);
    desk.start();
    open.put(id, desk);
    if (shared && watch == null) {
      watch = new HeadWatch(log, open, limits);
      watch.start();
    }
    LOG.atInfo()
        .addKeyValue("conference", id)
        .addKeyValue("revision", register.revision())
        .log(
            "loaded: {} sites, {} people, in {} ms",
            register.sites().size(),
            register.people().size(),
            (System.nanoTime() - start) / 1_000_000);
    return desk;
  }

  /** Rebuilds the register from the log: the one way in which state comes to be. */
  Register fold(long id, List<Follower> hearing) throws SQLException {
    try (Connection connection = log.connect()) {
      // what comes to the log from here on is not among the rows read; the desk follows it
      long head = log.head(connection, id);
      Conference labels = LabelRows.conference(connection, id);
      if (labels == null) {
        throw new NoSuchConference(id);
      }
      Register register = new Register(labels);
      Map<UUID, Rows> rows = new HashMap<>(RegisteredRows.all(connection, id));
      register.relabel(labels, LabelRows.rollCalls(connection, id));
      hearing.forEach(follower -> follower.follows(register));
      while (register.revision() < head) {
        for (Event event : log.page(connection, id, register.revision())) {
          if (event.revision() <= head) {
            Rows made = rows.remove(event.id());
            Change change = register.apply(event, made == null ? Rows.NONE : made);
            hearing.forEach(follower -> follower.applied(register, change));
          }
        }
      }
      return register;
    }
  }

  @PreDestroy
  void close() {
    stopWatching();
    open.values().forEach(Desk::close);
  }

  private synchronized void stopWatching() {
    if (watch != null) {
      watch.stop();
      watch = null;
    }
  }
}
