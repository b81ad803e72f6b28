package dev.belfry.beanstalkd.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.service.codec.CodecException;
import dev.belfry.service.codec.JsonCodec;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a job that was given up: the copy that lies buried, why, and the bytes, should
 * its server be lost. Kept as the note of the finished work.
 *
 * @param copy the id of the buried copy; the other copies are deleted when they come
 * @param causes what DeadLetterHeaders names
 * @param body as it was put, in Base64
 */
public record Burial(String copy, Map<String, String> causes, String body) {
  private static final JsonCodec JSON = JsonCodec.create();

  public String note() {
    return new String(JSON.encode(this), UTF_8);
  }

  /** Reads a note; empty if it tells of no burial. */
  public static Optional<Burial> of(String note) {
    if (note.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.decode(note.getBytes(UTF_8), Burial.class));
    } catch (CodecException e) {
      return Optional.empty();
    }
  }
}
