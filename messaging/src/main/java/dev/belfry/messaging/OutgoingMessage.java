package dev.belfry.messaging;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message to send. Immutable, except that the value is not copied: do not write into it before
 * the message is sent.
 */
public final class OutgoingMessage {
  private final String topic;
  private final @Nullable String key;
  private final byte[] value;
  private final Headers headers;

  private OutgoingMessage(String topic, @Nullable String key, byte[] value, Headers headers) {
    this.topic = requireNonNull(topic, "topic");
    this.key = key;
    this.value = requireNonNull(value, "value");
    this.headers = headers;
  }

  /** A message about the entity {@code key}; messages of one key keep their order. */
  public static OutgoingMessage of(String topic, String key, byte[] value) {
    return new OutgoingMessage(topic, requireNonNull(key, "key"), value, Headers.none());
  }

  /** A message about no entity; it has no order with others. */
  public static OutgoingMessage unkeyed(String topic, byte[] value) {
    return new OutgoingMessage(topic, null, value, Headers.none());
  }

  /** This message with one more header. */
  public OutgoingMessage header(String name, String value) {
    return headers(headers.with(name, value));
  }

  /**
   * This message under a name, by the header {@value Message#ID_HEADER}: an {@link
   * IdempotencyGuard} lets two messages of one id run once.
   */
  public OutgoingMessage id(String id) {
    return header(Message.ID_HEADER, id);
  }

  /** This message with these headers in place of its own. */
  public OutgoingMessage headers(Headers headers) {
    return new OutgoingMessage(topic, key, value, headers);
  }

  public String topic() {
    return topic;
  }

  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  public byte[] value() {
    return value;
  }

  public Headers headers() {
    return headers;
  }

  /** The topic and the key, without the content. */
  @Override
  public String toString() {
    return topic + (key == null ? "" : " key " + key) + " (" + value.length + " bytes)";
  }
}
