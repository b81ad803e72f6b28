package dev.belfry.looklook.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** How an order lies in its row. */
final class OrderRow implements RowMapper<Order> {

  static final String COLUMNS =
      """
      id, create_time, version, sn, user_id, homestay_id, title, sub_title, cover, info,
      people_num, row_type, need_food, food_info, food_price, homestay_price,
      market_homestay_price, homestay_business_id, homestay_user_id, live_start_date,
      live_end_date, live_people_num, trade_state, trade_code, remark, food_total_price,
      homestay_total_price, paid_after_close
      """;

  static final String INSERT =
      """
      insert into homestay_order
        (create_time, update_time, sn, user_id, homestay_id, title, sub_title, cover, info,
         people_num, row_type, need_food, food_info, food_price, homestay_price,
         market_homestay_price, homestay_business_id, homestay_user_id, live_start_date,
         live_end_date, live_people_num, trade_state, trade_code, remark, order_total_price,
         food_total_price, homestay_total_price)
      values
        (:createTime, :createTime, :sn, :userId, :homestayId, :title, :subTitle, :cover, :info,
         :capacity, :rowType, :meals, :foodInfo, :foodPrice, :price, :marketPrice, :businessId,
         :hostId, :firstDay, :lastDay, :people, :state, :tradeCode, :remark, :total, :foodTotal,
         :homestayTotal)
      """;

  /** The arguments of {@link #INSERT}. */
  static Map<String, Object> arguments(Order order) {
    Homestay homestay = order.homestay();
    return Map.ofEntries(
        Map.entry("createTime", order.createTime()),
        Map.entry("sn", order.sn()),
        Map.entry("userId", order.userId()),
        Map.entry("homestayId", homestay.id()),
        Map.entry("title", homestay.title()),
        Map.entry("subTitle", homestay.subTitle()),
        Map.entry("cover", homestay.cover()),
        Map.entry("info", homestay.info()),
        Map.entry("capacity", homestay.capacity()),
        Map.entry("rowType", homestay.rowType()),
        Map.entry("meals", order.meals().code()),
        Map.entry("foodInfo", homestay.foodInfo()),
        Map.entry("foodPrice", homestay.foodPrice()),
        Map.entry("price", homestay.price()),
        Map.entry("marketPrice", homestay.marketPrice()),
        Map.entry("businessId", homestay.businessId()),
        Map.entry("hostId", homestay.hostId()),
        Map.entry("firstDay", order.from()),
        Map.entry("lastDay", order.until()),
        Map.entry("people", order.people()),
        Map.entry("state", order.state().code()),
        Map.entry("tradeCode", order.tradeCode()),
        Map.entry("remark", order.remark()),
        Map.entry("total", order.price().total()),
        Map.entry("foodTotal", order.price().food()),
        Map.entry("homestayTotal", order.price().homestay()));
  }

  @Override
  public Order map(ResultSet row, StatementContext context) throws SQLException {
    return new Order(
        row.getLong("id"),
        row.getString("sn"),
        row.getLong("user_id"),
        state(row, "trade_state"),
        homestay(row),
        row.getObject("live_start_date", LocalDate.class),
        row.getObject("live_end_date", LocalDate.class),
        row.getInt("live_people_num"),
        Meals.of(row.getInt("need_food") != 0),
        new Price(row.getLong("homestay_total_price"), row.getLong("food_total_price")),
        row.getString("trade_code"),
        row.getString("remark"),
        Order.RefundMark.of(row.getInt("paid_after_close")),
        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, "create_time", context),
        row.getLong("version"));
  }

  /** The state in a column of numbers. */
  static OrderState state(ResultSet row, String column) throws SQLException {
    int code = row.getInt(column);
    return OrderState.of(code)
        .orElseThrow(() -> new IllegalStateException("no order state has the number " + code));
  }

  private static Homestay homestay(ResultSet row) throws SQLException {
    return new Homestay(
        row.getLong("homestay_id"),
        row.getString("title"),
        row.getString("sub_title"),
        row.getString("cover"),
        row.getString("info"),
        row.getInt("people_num"),
        Homestay.Listing.ON_SHELF,
        row.getInt("row_type"),
        row.getString("food_info"),
        row.getLong("food_price"),
        row.getLong("homestay_price"),
        row.getLong("market_homestay_price"),
        row.getLong("homestay_business_id"),
        row.getLong("homestay_user_id"));
  }
}
