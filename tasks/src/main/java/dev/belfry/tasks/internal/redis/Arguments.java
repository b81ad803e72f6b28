package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a script, in its order. For one thread. */
final class Arguments {
  private static final byte NO = '0';

  /** What stands in the place of a repetition mark, once the script was sent. */
  static final byte YES = '1';

  /** Of each argument on its way. */
  private static final int OVERHEAD = 6;

  private final List<byte[]> values = new ArrayList<>();
  private byte @Nullable [] repetitionMark;

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

  /**
   * Adds {@code 0} for the first time that the script is sent, and {@code 1} for every other time,
   * after a lost connection for example, when it may have run before.
   */
  Arguments addRepetitionMark(boolean maybeRun) {
    repetitionMark = new byte[] {maybeRun ? YES : NO};
    return add(repetitionMark);
  }

  byte @Nullable [] repetitionMark() {
    return repetitionMark;
  }

  Arguments addAll(Arguments others) {
    values.addAll(others.values);
    return this;
  }

  /** How much there is to send, roughly. */
  int bytes() {
    int sum = 0;
    for (byte[] value : values) {
      sum += value.length + OVERHEAD;
    }
    return sum;
  }

  /** From now on the script is called for another time. */
  void markRepeated() {
    if (repetitionMark != null) {
      repetitionMark[0] = YES;
    }
  }

  byte[][] toArray() {
    return values.toArray(byte[][]::new);
  }
}
