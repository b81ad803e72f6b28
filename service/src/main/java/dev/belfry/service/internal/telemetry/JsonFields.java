package dev.belfry.service.internal.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.belfry.service.config.LogFieldKeysConf;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Locale;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/**
 * Writes level, content, caller, trace and span of a log line. Runs on the thread that logs, since
 * that is where the current span is.
 */
final class JsonFields extends AbstractJsonProvider<ILoggingEvent> {
  private final LogFieldKeysConf keys;
  private final int maxContentLength;

  JsonFields(LogFieldKeysConf keys, int maxContentLength) {
    this.keys = keys;
    this.maxContentLength = maxContentLength;
  }

  @Override
  public void writeTo(JsonGenerator generator, ILoggingEvent event) {
    String level = event.getLevel().toString().toLowerCase(Locale.ROOT);
    generator.writeStringProperty(keys.levelKey(), level);
    String content = event.getFormattedMessage();
    boolean cut = maxContentLength > 0 && content.length() > maxContentLength;
    generator.writeStringProperty(
        keys.contentKey(), cut ? content.substring(0, maxContentLength) : content);
    if (cut) {
      generator.writeBooleanProperty(keys.truncatedKey(), true);
    }
    StackTraceElement[] caller = event.getCallerData();
    if (caller.length > 0) {
      generator.writeStringProperty(keys.callerKey(), place(caller[0]));
    }
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      generator.writeStringProperty(keys.traceKey(), span.getTraceId());
      generator.writeStringProperty(keys.spanKey(), span.getSpanId());
    }
  }

  /** The folder, file and line, such as {@code service/ServiceGroup.java:42}. */
  private static String place(StackTraceElement frame) {
    String type = frame.getClassName();
    int end = Math.max(0, type.lastIndexOf('.'));
    String folder = type.substring(type.lastIndexOf('.', end - 1) + 1, end);
    return (end == 0 ? "" : folder + "/") + frame.getFileName() + ":" + frame.getLineNumber();
  }
}
