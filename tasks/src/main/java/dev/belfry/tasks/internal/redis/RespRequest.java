package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Commands in the form in which Redis reads them. For one thread. */
final class RespRequest {
  private static final int FIRST_SIZE = 8192;

  /** What a single large command needed is not kept for ever. */
  private static final int LARGEST_KEPT = 1 << 18;

  private static final byte[] EVALSHA = "EVALSHA".getBytes(UTF_8);
  private static final int DIGITS = 11;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /** Adds a call of a script that Redis knows by its digest. */
  void script(Script script, Arguments arguments, String... keys) {
    byte[][] values = arguments.toArray();
    begin(3 + keys.length + values.length);
    argument(EVALSHA);
    argument(script.digest().getBytes(UTF_8));
    argument(Integer.toString(keys.length).getBytes(UTF_8));
    for (String key : keys) {
      argument(key.getBytes(UTF_8));
    }
    for (byte[] value : values) {
      argument(value);
    }
  }

  /** Begins a command of so many words. */
  void begin(int words) {
    header('*', words);
  }

  /** Adds a word of the command. */
  void argument(byte[] value) {
    header('$', value.length);
    reserve(value.length + 2);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    endLine();
  }

  private void header(char type, int number) {
    reserve(1 + DIGITS + 2);
    bytes[length++] = (byte) type;
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    endLine();
  }

  private void endLine() {
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** Writes what was added, all at once, and forgets it. */
  void writeTo(OutputStream out) throws IOException {
    try {
      out.write(bytes, 0, length);
    } finally {
      clear();
    }
  }

  /** Forgets what was added. */
  void clear() {
    length = 0;
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[FIRST_SIZE];
    }
  }
}
