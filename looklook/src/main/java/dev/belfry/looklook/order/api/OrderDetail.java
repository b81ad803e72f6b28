package dev.belfry.looklook.order.api;

import dev.belfry.looklook.common.money.Fen;
import dev.belfry.looklook.order.rpc.HomestayOrder;
import dev.belfry.looklook.payment.rpc.PaymentDetail;
import java.math.BigDecimal;

/**
 * An order with its payment; prices in yuan, times in unix seconds.
 *
 * @param payTime 0 if nobody paid
 * @param payType how it was paid; empty if nobody did
 * @param refundStatus whether money goes back: 0 none does, 1 it will, 2 it is on its way, 3 it is
 *     back
 */
record OrderDetail(
    String sn,
    long userId,
    long homestayId,
    String title,
    String subTitle,
    String cover,
    String info,
    long peopleNum,
    long rowType,
    String foodInfo,
    BigDecimal foodPrice,
    BigDecimal homestayPrice,
    BigDecimal marketHomestayPrice,
    long homestayBusinessId,
    long homestayUserId,
    BigDecimal orderTotalPrice,
    long createTime,
    long tradeState,
    long liveStartDate,
    long liveEndDate,
    String tradeCode,
    BigDecimal foodTotalPrice,
    BigDecimal homestayTotalPrice,
    String remark,
    long livePeopleNum,
    long needFood,
    long payTime,
    String payType,
    long refundStatus) {

  static OrderDetail of(HomestayOrder order, PaymentDetail payment) {
    return new OrderDetail(
        order.getSn(),
        order.getUserId(),
        order.getHomestayId(),
        order.getTitle(),
        order.getSubTitle(),
        order.getCover(),
        order.getInfo(),
        order.getPeopleNum(),
        order.getRowType(),
        order.getFoodInfo(),
        Fen.toYuan(order.getFoodPrice()),
        Fen.toYuan(order.getHomestayPrice()),
        Fen.toYuan(order.getMarketHomestayPrice()),
        order.getHomestayBusinessId(),
        order.getHomestayUserId(),
        Fen.toYuan(order.getOrderTotalPrice()),
        order.getCreateTime(),
        order.getTradeState(),
        order.getLiveStartDate(),
        order.getLiveEndDate(),
        order.getTradeCode(),
        Fen.toYuan(order.getFoodTotalPrice()),
        Fen.toYuan(order.getHomestayTotalPrice()),
        order.getRemark(),
        order.getLivePeopleNum(),
        order.getNeedFood(),
        payment.getPayTime(),
        payment.getPayMode(),
        payment.getRefundStatus());
  }
}
