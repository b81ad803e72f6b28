package dev.belfry.tasks.internal.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;

/** Looks for texts in bytes, whatever the case of ASCII letters. Immutable. */
public final class Needles {
  private final List<Needle> needles;

  /** All of these must be there. */
  public Needles(List<String> texts) {
    needles = texts.stream().map(Needle::new).toList();
  }

  /** Whether bytes have all texts. */
  public boolean areIn(byte[] bytes) {
    for (Needle needle : needles) {
      if (!needle.isIn(bytes)) {
        return false;
      }
    }
    return true;
  }

  private static final class Needle {
    private final byte[] lower;
    private final byte[] upper;

    Needle(String text) {
      lower = text.toLowerCase(Locale.ROOT).getBytes(UTF_8);
      upper = text.toUpperCase(Locale.ROOT).getBytes(UTF_8);
      if (lower.length == 0 || lower.length != upper.length) {
        throw new IllegalArgumentException("a text of ASCII is looked for, not '" + text + "'");
      }
    }

    boolean isIn(byte[] bytes) {
      byte first = lower[0];
      byte capital = upper[0];
      int last = bytes.length - lower.length;
      for (int at = 0; at <= last; at++) {
        byte here = bytes[at];
        if ((here == first || here == capital) && isAt(bytes, at)) {
          return true;
        }
      }
      return false;
    }

    private boolean isAt(byte[] bytes, int at) {
      for (int i = 1; i < lower.length; i++) {
        byte here = bytes[at + i];
        if (here != lower[i] && here != upper[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
