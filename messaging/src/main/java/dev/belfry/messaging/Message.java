package dev.belfry.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came from the broker. Immutable, except that the value is not copied: do not
 * write into it.
 */
public final class Message {
  /**
   * The header by which a sender names a message, so that a second copy of it can be told: UTF-8
   * text.
   */
  public static final String ID_HEADER = "belfry-message-id";

  private final @Nullable String id;
  private final String topic;
  private final int partition;
  private final long offset;
  private final byte @Nullable [] keyBytes;
  private @Nullable String key; // Made of the bytes when it is asked for; a race makes it twice.
  private final byte[] value;
  private final Headers headers;
  private final Instant timestamp;
  private final int attempt;

  private Message(Builder builder) {
    id = builder.id;
    topic = builder.topic;
    partition = builder.partition;
    offset = builder.offset;
    key = builder.key;
    keyBytes = builder.keyBytes;
    value = builder.value;
    headers = builder.headers;
    timestamp = builder.timestamp;
    attempt = builder.attempt;
  }

  /** Starts a message of {@code topic}; what is not set has the default that its getter names. */
  public static Builder of(String topic) {
    return new Builder(topic);
  }

  /**
   * What tells this message from all others of its topic, the same in each delivery. Default: the
   * header {@value #ID_HEADER}, else {@code topic-partition@offset}.
   */
  public String id() {
    if (id != null) {
      return id;
    }
    return headers.text(ID_HEADER).orElseGet(() -> topic + "-" + partition + "@" + offset);
  }

  /** The topic or queue that the message came from. */
  public String topic() {
    return topic;
  }

  /** The partition of the topic; 0 where the broker has none. Default: 0. */
  public int partition() {
    return partition;
  }

  /** The position within the partition. Default: 0. */
  public long offset() {
    return offset;
  }

  /** The entity that the message is about; empty if the sender named none. Default: empty. */
  public Optional<String> key() {
    var known = key;
    if (known == null && keyBytes != null) {
      known = new String(keyBytes, UTF_8);
      key = known;
    }
    return Optional.ofNullable(known);
  }

  /** The content; empty if the broker carried none (a tombstone). Default: empty. */
  public byte[] value() {
    return value;
  }

  /** The content as UTF-8 text. */
  public String text() {
    return new String(value, UTF_8);
  }

  /** What the sender put beside the content. Default: none. */
  public Headers headers() {
    return headers;
  }

  /** When the message was sent, by the clock of its sender or its broker. Default: the epoch. */
  public Instant timestamp() {
    return timestamp;
  }

  /**
   * How often the message was handed to the handler, this time included: from 1. How far back that
   * reaches depends on the adapter; a count by the process at hand begins anew after a restart.
   */
  public int attempt() {
    return attempt;
  }

  /** This message, handed over for the {@code attempt}th time. */
  public Message withAttempt(int attempt) {
    return toBuilder().attempt(attempt).build();
  }

  /** A builder filled with this message. */
  public Builder toBuilder() {
    return new Builder(topic)
        .id(id)
        .partition(partition)
        .offset(offset)
        .keyOf(this)
        .value(value)
        .headers(headers)
        .timestamp(timestamp)
        .attempt(attempt);
  }

  /** The position and the key, without the content. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset + key().map(text -> " key " + text).orElse("");
  }

  /** Builds a {@link Message}. Not thread-safe. */
  public static final class Builder {
    private final String topic;
    private @Nullable String id;
    private int partition;
    private long offset;
    private @Nullable String key;
    private byte @Nullable [] keyBytes;
    private byte[] value = {};
    private Headers headers = Headers.none();
    private Instant timestamp = Instant.EPOCH;
    private int attempt = 1;

    private Builder(String topic) {
      this.topic = requireNonNull(topic, "topic");
    }

    public Builder id(@Nullable String id) {
      this.id = id;
      return this;
    }

    public Builder partition(int partition) {
      this.partition = partition;
      return this;
    }

    public Builder offset(long offset) {
      this.offset = offset;
      return this;
    }

    public Builder key(@Nullable String key) {
      this.key = key;
      this.keyBytes = null;
      return this;
    }

    /** The key in UTF-8; read only when somebody asks for it. Not copied. */
    public Builder keyBytes(byte @Nullable [] keyBytes) {
      this.key = null;
      this.keyBytes = keyBytes;
      return this;
    }

    private Builder keyOf(Message message) {
      this.key = message.key;
      this.keyBytes = message.keyBytes;
      return this;
    }

    public Builder value(byte[] value) {
      this.value = value;
      return this;
    }

    public Builder headers(Headers headers) {
      this.headers = headers;
      return this;
    }

    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    public Builder attempt(int attempt) {
      if (attempt < 1) {
        throw new IllegalArgumentException("attempt " + attempt + ": attempts count from 1");
      }
      this.attempt = attempt;
      return this;
    }

    public Message build() {
      return new Message(this);
    }
  }
}
