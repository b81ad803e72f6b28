package dev.belfry.messaging.spi;

import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.Message;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a message was given up, in the words of {@link DeadLetterHeaders}. */
public final class Causes {
  /** 8 KiB of text: enough to find the place, little enough for any broker. */
  private static final int MAX_TEXT = 8 * 1024;

  private Causes() {}

  /** The headers that a dead letter carries, by name; each at most 8 KiB of text. */
  public static Map<String, String> of(Message message, String group, Failure failure) {
    var causes = new LinkedHashMap<String, String>();
    causes.put(DeadLetterHeaders.TOPIC, message.topic());
    causes.put(DeadLetterHeaders.PARTITION, "" + message.partition());
    causes.put(DeadLetterHeaders.OFFSET, "" + message.offset());
    causes.put(DeadLetterHeaders.TIMESTAMP, "" + message.timestamp());
    causes.put(DeadLetterHeaders.GROUP, group);
    causes.put(DeadLetterHeaders.ATTEMPTS, "" + failure.attempts());
    causes.put(DeadLetterHeaders.FAILED_AT, "" + Instant.now());
    causes.put(DeadLetterHeaders.REASON, failure.reason());
    var cause = failure.cause();
    if (cause != null) {
      causes.put(DeadLetterHeaders.EXCEPTION_CLASS, cause.getClass().getName());
      if (cause.getMessage() != null) {
        causes.put(DeadLetterHeaders.EXCEPTION_MESSAGE, cause.getMessage());
      }
      var stack = new StringWriter();
      cause.printStackTrace(new PrintWriter(stack));
      causes.put(DeadLetterHeaders.EXCEPTION_STACK, stack.toString());
    }
    causes.replaceAll(
        (name, text) -> text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT));
    return causes;
  }
}
