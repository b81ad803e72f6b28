package dev.belfry.looklook.common.money;

import java.math.BigDecimal;

/** Amounts are kept in fen; people see yuan (100 fen). */
public final class Fen {
  private static final int YUAN_SCALE = 2;

  private Fen() {}

  /** The amount in yuan with two decimals, exactly. */
  public static BigDecimal toYuan(long fen) {
    return BigDecimal.valueOf(fen, YUAN_SCALE);
  }

  /** The amount in yuan as text with two decimals, such as {@code 12.30}. */
  public static String toYuanText(long fen) {
    return toYuan(fen).toPlainString();
  }
}
