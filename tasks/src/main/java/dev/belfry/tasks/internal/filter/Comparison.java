package dev.belfry.tasks.internal.filter;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a value is compared. Numbers are compared as numbers, everything else as text. */
public enum Comparison {
  // Longer signs come before those that begin them.
  NOT_EQUAL("!="),
  AT_LEAST(">="),
  AT_MOST("<="),
  EQUAL("="),
  MORE(">"),
  LESS("<"),
  CONTAINS("~"),
  EXISTS("");

  final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** The one whose sign stands at the beginning. */
  static Comparison at(String text, int index) {
    for (Comparison comparison : values()) {
      if (text.startsWith(comparison.sign, index)) {
        return comparison;
      }
    }
    throw new AssertionError("the last sign is empty");
  }

  boolean holds(String has, String wanted) {
    return switch (this) {
      case EXISTS -> true;
      case CONTAINS -> has.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
      case EQUAL -> order(has, wanted) == 0;
      case NOT_EQUAL -> order(has, wanted) != 0;
      case MORE -> order(has, wanted) > 0;
      case LESS -> order(has, wanted) < 0;
      case AT_LEAST -> order(has, wanted) >= 0;
      case AT_MOST -> order(has, wanted) <= 0;
    };
  }

  private static int order(String has, String wanted) {
    BigDecimal left = number(has);
    BigDecimal right = number(wanted);
    return left == null || right == null ? has.compareTo(wanted) : left.compareTo(right);
  }

  /** Bounded, so that nobody makes us compare numbers of a billion digits. */
  private static @Nullable BigDecimal number(String text) {
    return text.matches("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?")
        ? new BigDecimal(text)
        : null;
  }
}
