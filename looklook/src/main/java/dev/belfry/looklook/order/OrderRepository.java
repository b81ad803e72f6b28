package dev.belfry.looklook.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The orders in the database. Every method works in the transaction of the handle it is given.
 * Thread-safe.
 */
final class OrderRepository {

  private static final String SELECT = "select " + OrderRow.COLUMNS + " from homestay_order ";

  private final OrderRow row = new OrderRow();

  /**
   * Stores a new order and begins its history.
   *
   * @return the order with its id
   */
  Order insert(Handle handle, Order order) {
    long id =
        handle
            .createUpdate(OrderRow.INSERT)
            .bindMap(OrderRow.arguments(order))
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    Order stored = order.withId(id);
    addHistory(handle, stored, null, "created", order.createTime());
    return stored;
  }

  /** The order of that number. */
  Optional<Order> find(Handle handle, String sn) {
    return handle
        .createQuery(SELECT + "where sn = :sn and del_state = 0")
        .bind("sn", sn)
        .map(row)
        .findOne();
  }

  /** A page of a customer's orders, newest first. */
  List<Order> list(Handle handle, OrderListQuery query) {
    String conditions =
        (query.beforeId().isPresent() ? " and id < :beforeId" : "")
            + (query.state().isPresent() ? " and trade_state = :state" : "");
    var select =
        handle
            .createQuery(
                SELECT
                    + "where user_id = :userId and del_state = 0"
                    + conditions
                    + " order by id desc limit :size")
            .bind("userId", query.userId())
            .bind("size", query.size());
    query.beforeId().ifPresent(id -> select.bind("beforeId", id));
    query.state().ifPresent(state -> select.bind("state", state.code()));
    return select.map(row).list();
  }

  /**
   * Stores {@code after} if the order is still the version it was in {@code before}, and notes the
   * change in the history.
   *
   * @return whether it was
   */
  boolean update(Handle handle, Order before, Order after, String note, Instant now) {
    int changed =
        handle
            .createUpdate(
                """
                update homestay_order
                set trade_state = :state, paid_after_close = :refund, version = :newVersion,
                    update_time = :now
                where id = :id and version = :oldVersion
                """)
            .bind("state", after.state().code())
            .bind("refund", after.refund().code())
            .bind("newVersion", after.version())
            .bind("now", now)
            .bind("id", before.id())
            .bind("oldVersion", before.version())
            .execute();
    if (changed == 1) {
      addHistory(handle, after, before.state(), note, now);
    }
    return changed == 1;
  }

  /** What happened to an order, oldest first. */
  List<HistoryEntry> history(Handle handle, String sn) {
    return handle
        .createQuery(
            """
            select version, from_state, to_state, note
            from homestay_order_history where sn = :sn order by version
            """)
        .bind("sn", sn)
        .map((entry, context) ->
            new HistoryEntry(
                entry.getLong("version"),
                entry.getObject("from_state") == null ? null : OrderRow.state(entry, "from_state"),
                OrderRow.state(entry, "to_state"),
                entry.getString("note")))
        .list();
  }

  private static void addHistory(
      Handle handle, Order order, @Nullable OrderState from, String note, Instant now) {
    handle
        .createUpdate(
            """
            insert into homestay_order_history
              (create_time, order_id, sn, version, from_state, to_state, note)
            values (:now, :id, :sn, :version, :from, :to, :note)
            """)
        .bind("now", now)
        .bind("id", order.id())
        .bind("sn", order.sn())
        .bind("version", order.version())
        .bind("from", from == null ? null : from.code())
        .bind("to", order.state().code())
        .bind("note", note)
        .execute();
  }
}
