package dev.belfry.looklook.travel;

import dev.belfry.looklook.common.money.Fen;
import dev.belfry.looklook.travel.rpc.Homestay;
import java.math.BigDecimal;

/** A homestay as guests see it; prices in yuan. */
record HomestayView(
    long id,
    String title,
    String subTitle,
    String banner,
    String info,
    long peopleNum,
    long homestayBusinessId,
    long userId,
    long rowState,
    long rowType,
    String foodInfo,
    BigDecimal foodPrice,
    BigDecimal homestayPrice,
    BigDecimal marketHomestayPrice) {

  static HomestayView of(Homestay homestay) {
    return new HomestayView(
        homestay.getId(),
        homestay.getTitle(),
        homestay.getSubTitle(),
        homestay.getBanner(),
        homestay.getInfo(),
        homestay.getPeopleNum(),
        homestay.getHomestayBusinessId(),
        homestay.getUserId(),
        homestay.getRowState(),
        homestay.getRowType(),
        homestay.getFoodInfo(),
        Fen.toYuan(homestay.getFoodPrice()),
        Fen.toYuan(homestay.getHomestayPrice()),
        Fen.toYuan(homestay.getMarketHomestayPrice()));
  }
}
