package dev.belfry.looklook.travel;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.travel.rpc.Homestay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the homestays. */
final class HomestayStore {
  private final Database database;

  HomestayStore(Database database) {
    this.database = database;
  }

  /** A homestay, on the shelf or not. */
  Optional<Homestay> find(long id) {
    return database.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM homestay WHERE id = :id AND del_state = 0")
            .bind("id", id)
            .map((row, context) -> homestay(row))
            .findOne());
  }

  /** The homestays on the shelf, oldest first; {@code page} counts from 1. */
  List<Homestay> list(long page, int pageSize) {
    return database.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM homestay WHERE row_state = 1 AND del_state = 0"
                    + " ORDER BY id LIMIT :limit OFFSET :offset")
            .bind("limit", pageSize)
            .bind("offset", (page - 1) * pageSize)
            .map((row, context) -> homestay(row))
            .list());
  }

  private static Homestay homestay(ResultSet row) throws SQLException {
    return Homestay.newBuilder()
        .setId(row.getLong("id"))
        .setTitle(row.getString("title"))
        .setSubTitle(row.getString("sub_title"))
        .setBanner(row.getString("banner"))
        .setInfo(row.getString("info"))
        .setPeopleNum(row.getLong("people_num"))
        .setHomestayBusinessId(row.getLong("homestay_business_id"))
        .setUserId(row.getLong("user_id"))
        .setRowState(row.getLong("row_state"))
        .setRowType(row.getLong("row_type"))
        .setFoodInfo(row.getString("food_info"))
        .setFoodPrice(row.getLong("food_price"))
        .setHomestayPrice(row.getLong("homestay_price"))
        .setMarketHomestayPrice(row.getLong("market_homestay_price"))
        .build();
  }
}
