package dev.belfry.looklook.order;

import dev.belfry.looklook.order.rpc.HomestayOrder;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateResp;
import java.time.LocalDate;
import java.time.ZoneId;

/** Orders as other services see them. Thread-safe. */
final class OrderMessages {
  private final ZoneId zone;

  /** Days begin at midnight in {@code zone}. */
  OrderMessages(ZoneId zone) {
    this.zone = zone;
  }

  HomestayOrder order(Order order) {
    Homestay homestay = order.homestay();
    return HomestayOrder.newBuilder()
        .setId(order.id())
        .setSn(order.sn())
        .setUserId(order.userId())
        .setHomestayId(homestay.id())
        .setTitle(homestay.title())
        .setSubTitle(homestay.subTitle())
        .setCover(homestay.cover())
        .setInfo(homestay.info())
        .setPeopleNum(homestay.capacity())
        .setRowType(homestay.rowType())
        .setFoodInfo(homestay.foodInfo())
        .setFoodPrice(homestay.foodPrice())
        .setHomestayPrice(homestay.price())
        .setMarketHomestayPrice(homestay.marketPrice())
        .setHomestayBusinessId(homestay.businessId())
        .setHomestayUserId(homestay.hostId())
        .setLiveStartDate(second(order.from()))
        .setLiveEndDate(second(order.until()))
        .setLivePeopleNum(order.people())
        .setTradeState(order.state().code())
        .setTradeCode(order.tradeCode())
        .setRemark(order.remark())
        .setOrderTotalPrice(order.price().total())
        .setFoodTotalPrice(order.price().food())
        .setHomestayTotalPrice(order.price().homestay())
        .setCreateTime(order.createTime().getEpochSecond())
        .setNeedFood(order.meals().code())
        .build();
  }

  UpdateHomestayOrderTradeStateResp changed(Order order) {
    return UpdateHomestayOrderTradeStateResp.newBuilder()
        .setId(order.id())
        .setUserId(order.userId())
        .setSn(order.sn())
        .setTradeCode(order.tradeCode())
        .setLiveStartDate(second(order.from()))
        .setLiveEndDate(second(order.until()))
        .setOrderTotalPrice(order.price().total())
        .setTitle(order.homestay().title())
        .build();
  }

  private long second(LocalDate day) {
    return day.atStartOfDay(zone).toEpochSecond();
  }
}
