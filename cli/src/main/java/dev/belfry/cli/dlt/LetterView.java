package dev.belfry.cli.dlt;

import dev.belfry.kafka.DeadLetter;
import dev.belfry.messaging.Message;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A dead letter as JSON. */
record LetterView(
    int partition,
    long offset,
    @Nullable String key,
    @Nullable String originTopic,
    int originPartition,
    long originOffset,
    Instant sentAt,
    @Nullable String group,
    int attempts,
    Instant failedAt,
    String reason,
    @Nullable String exceptionClass,
    @Nullable String exceptionMessage,
    @Nullable String stack,
    Map<String, String> headers,
    String text,
    String base64) {

  static LetterView of(DeadLetter letter) {
    Message message = letter.message();
    Map<String, String> headers = new TreeMap<>();
    for (String name : message.headers().names()) {
      headers.put(name, message.headers().text(name).orElse(""));
    }
    return new LetterView(
        letter.partition(),
        letter.offset(),
        message.key().orElse(null),
        letter.origin().orElse(null),
        message.partition(),
        message.offset(),
        message.timestamp(),
        letter.group(),
        letter.attempts(),
        letter.failedAt(),
        letter.cause().reason(),
        letter.cause().exceptionClass(),
        letter.cause().exceptionMessage(),
        letter.cause().stack(),
        headers,
        message.text(),
        Base64.getEncoder().encodeToString(message.value()));
  }
}
