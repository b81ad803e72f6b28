package dev.belfry.looklook.order.api;

import dev.belfry.looklook.common.money.Fen;
import dev.belfry.looklook.order.rpc.HomestayOrder;
import java.math.BigDecimal;

/**
 * An order in a list; prices in yuan, times in unix seconds.
 *
 * @param id what {@code lastId} of the next page is
 */
record OrderLine(
    long id,
    String sn,
    String title,
    String subTitle,
    long homestayId,
    String cover,
    BigDecimal orderTotalPrice,
    long createTime,
    long tradeState,
    long liveStartDate,
    long liveEndDate,
    String tradeCode) {

  static OrderLine of(HomestayOrder order) {
    return new OrderLine(
        order.getId(),
        order.getSn(),
        order.getTitle(),
        order.getSubTitle(),
        order.getHomestayId(),
        order.getCover(),
        Fen.toYuan(order.getOrderTotalPrice()),
        order.getCreateTime(),
        order.getTradeState(),
        order.getLiveStartDate(),
        order.getLiveEndDate(),
        order.getTradeCode());
  }
}
