package org.rollcall;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Listens for what is logged with a stack trace, or as an error. */
public final class LoggedTraces extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> traces = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private LoggedTraces() {}

  /** Listens until closed. */
  public static LoggedTraces listen() {
    LoggedTraces traces = new LoggedTraces();
    traces.start();
    traces.root.addAppender(traces);
    return traces;
  }

  public List<String> heard() {
    return traces;
  }

  @Override
  protected void append(ILoggingEvent event) {
    boolean error = event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.ERROR);
    if (event.getThrowableProxy() != null || error) {
      traces.add(event.getLoggerName() + ": " + event.getFormattedMessage());
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
