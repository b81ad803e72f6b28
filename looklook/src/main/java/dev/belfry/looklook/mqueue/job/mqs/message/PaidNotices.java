package dev.belfry.looklook.mqueue.job.mqs.message;

import dev.belfry.looklook.common.job.PaidNotice;
import dev.belfry.looklook.common.money.Fen;
import dev.belfry.looklook.order.rpc.HomestayOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/** The texts about a paid order; templates and field names are those of go-zero-looklook. */
final class PaidNotices {
  private static final String ORDER_PAID_TEMPLATE = "QIJPmfxaNqYzSjOlXGk1T6Xfw94JwbSPuOd3u_hi3WE";
  private static final String TRADE_CODE_TEMPLATE = "kmm-maRr6v_9eMxEPpj-5clJ2YW_EFpd8-ngyYk63e4";
  private static final String TRADE_CODE_WARNING = "Show this code on arrival, and to nobody else";

  /** The homestays' days are days in China. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private PaidNotices() {}

  static Notice of(PaidNotice notice, HomestayOrder order) {
    return switch (notice) {
      case ORDER_PAID ->
          new Notice(
              order.getSn(),
              ORDER_PAID_TEMPLATE,
              Map.of(
                  "character_string6", order.getSn(),
                  "thing1", order.getTitle(),
                  "amount2", Fen.toYuanText(order.getOrderTotalPrice()),
                  "time4", day(order.getLiveStartDate()),
                  "time5", day(order.getLiveEndDate())));
      case TRADE_CODE ->
          new Notice(
              order.getSn(),
              TRADE_CODE_TEMPLATE,
              Map.of(
                  "date2", day(order.getLiveStartDate()),
                  "date3", day(order.getLiveEndDate()),
                  "character_string4", order.getTradeCode(),
                  "thing1", TRADE_CODE_WARNING));
    };
  }

  private static String day(long unixSeconds) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(unixSeconds), ZONE).toString();
  }
}
