package org.rollcall.web;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what people searched for out of the traces, and sends the last of them before the server
 * goes. There only where traces are switched on.
 */
@Singleton
@Requires(property = "micronaut.otel.enabled", value = "true")
final class Traces implements SpanProcessor, BeanCreatedEventListener<OpenTelemetry> {
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
  private static final String HIDDEN = "-";

  private @Nullable OpenTelemetrySdk sdk;

  @Override
  public OpenTelemetry onCreated(BeanCreatedEvent<OpenTelemetry> event) {
    if (event.getBean() instanceof OpenTelemetrySdk made) {
      sdk = made;
    }
    return event.getBean();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // a search for delegates is their names
    if (span.getAttribute(QUERY) != null) {
      span.setAttribute(QUERY, HIDDEN);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }

  @PreDestroy
  void sendTheLast() {
    if (sdk != null) {
      sdk.close();
    }
  }
}
