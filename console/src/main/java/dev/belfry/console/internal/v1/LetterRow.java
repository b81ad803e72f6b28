package dev.belfry.console.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.content.Content;
import dev.belfry.console.internal.content.Contents;
import dev.belfry.console.internal.content.Preview;
import dev.belfry.kafka.DeadLetter;
import dev.belfry.messaging.Message;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A dead letter as the API shows it. Immutable. */
record LetterRow(
    String topic,
    int partition,
    long offset,
    @Nullable Instant at,
    @Nullable String key,
    Preview payload,
    @Nullable Content content,
    Map<String, String> headers,
    @Nullable String error,
    @Nullable String errorType,
    @Nullable String stack,
    @Nullable String group,
    @Nullable String sourceTopic,
    @Nullable Integer sourcePartition,
    @Nullable Long sourceOffset,
    @Nullable Integer attempts,
    Instant failedAt) {

  /**
   * Who is shown a letter, and how.
   *
   * @param topic the dead-letter topic
   * @param contents hides what masks say; the type of a message is the topic that it came from
   * @param role of who looks
   */
  record View(String topic, Contents contents, Role role) {

    /** Without the whole content. */
    LetterRow row(DeadLetter letter) {
      return of(letter, null, null);
    }

    LetterRow whole(DeadLetter letter) {
      Content content = contents.content(letter.message().value(), type(letter), role);
      return of(letter, content, masked(letter, letter.cause().stack()));
    }

    private LetterRow of(DeadLetter letter, @Nullable Content content, @Nullable String stack) {
      Message message = letter.message();
      boolean known = letter.origin().isPresent();
      Map<String, String> headers = new TreeMap<>();
      for (String name : message.headers().names()) {
        headers.put(name, shown(letter, message.headers().text(name).orElse("")));
      }
      String reason = letter.cause().reason();
      return new LetterRow(
          topic,
          letter.partition(),
          letter.offset(),
          message.timestamp(),
          masked(letter, message.key().orElse(null)),
          contents.preview(message.value(), type(letter), role),
          content,
          headers,
          reason.isEmpty() ? null : shown(letter, reason),
          letter.cause().exceptionClass(),
          stack,
          letter.group(),
          letter.origin().orElse(null),
          known ? message.partition() : null,
          known ? message.offset() : null,
          letter.attempts() == 0 ? null : letter.attempts(),
          letter.failedAt());
    }

    private String type(DeadLetter letter) {
      return letter.origin().orElse(topic);
    }

    private @Nullable String masked(DeadLetter letter, @Nullable String text) {
      return text == null ? null : shown(letter, text);
    }

    private String shown(DeadLetter letter, String text) {
      return contents.text(text.getBytes(UTF_8), type(letter), role);
    }
  }
}
