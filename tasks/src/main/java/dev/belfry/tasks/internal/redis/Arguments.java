package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** The arguments of a script, in its order. For one thread. */
final class Arguments {
  private final List<byte[]> values = new ArrayList<>();

  Arguments add(String value) {
    return add(value.getBytes(UTF_8));
  }

  Arguments add(long value) {
    return add(Long.toString(value));
  }

  Arguments add(byte[] value) {
    values.add(value);
    return this;
  }

  byte[][] toArray() {
    return values.toArray(byte[][]::new);
  }
}
