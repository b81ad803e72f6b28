package dev.belfry.looklook.payment;

import dev.belfry.looklook.payment.Payment.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The payments in the database. Every method works in the transaction of the handle it is given.
 * Thread-safe.
 */
final class PaymentRepository {

  private static final String SELECT = "select " + PaymentRow.COLUMNS + " from third_payment ";

  private final PaymentRow row = new PaymentRow();

  /** Stores a new, open payment. An order that has one already is refused by a unique index. */
  void insert(Handle handle, String sn, PaymentTerms terms, Instant now) {
    handle
        .createUpdate(
            """
            insert into third_payment
              (create_time, update_time, sn, user_id, pay_mode, pay_total, order_sn, service_type,
               open_order_sn)
            values
              (:now, :now, :sn, :userId, :payMode, :total, :orderSn, :serviceType, :orderSn)
            """)
        .bind("now", now)
        .bind("sn", sn)
        .bind("userId", terms.userId())
        .bind("payMode", terms.payMode())
        .bind("total", terms.total())
        .bind("orderSn", terms.orderSn())
        .bind("serviceType", terms.serviceType())
        .execute();
    addHistory(handle, new HistoryLine(sn, null, PayStatus.WAIT, "", "created"), now);
  }

  /** The payment of that number. */
  Optional<Payment> find(Handle handle, String sn) {
    return handle
        .createQuery(SELECT + "where sn = :sn and del_state = 0")
        .bind("sn", sn)
        .map(row)
        .findOne();
  }

  /** The payment that waits for the money of an order. */
  Optional<Payment> findOpen(Handle handle, String orderSn) {
    return handle
        .createQuery(SELECT + "where open_order_sn = :orderSn")
        .bind("orderSn", orderSn)
        .map(row)
        .findOne();
  }

  /** The payment that an order counts as paid by. */
  Optional<Payment> findSettling(Handle handle, String orderSn) {
    return handle
        .createQuery(SELECT + "where settled_order_sn = :orderSn")
        .bind("orderSn", orderSn)
        .map(row)
        .findOne();
  }

  /** All payments of an order, newest first. */
  List<Payment> findByOrder(Handle handle, String orderSn) {
    return handle
        .createQuery(SELECT + "where order_sn = :orderSn and del_state = 0 order by id desc")
        .bind("orderSn", orderSn)
        .map(row)
        .list();
  }

  /**
   * Stores {@code after} if the payment is still the version it was in {@code before}, and notes
   * the change in the history.
   *
   * @return whether it was
   */
  boolean update(Handle handle, Payment before, Payment after, Instant now) {
    int changed =
        handle
            .createUpdate(
                """
                update third_payment
                set pay_status = :status, trade_state = :tradeState, trade_type = :tradeType,
                    transaction_id = :transactionId, trade_state_desc = :description,
                    pay_time = :payTime, open_order_sn = :open, settled_order_sn = :settled,
                    version = :newVersion, update_time = :now
                where id = :id and version = :oldVersion
                """)
            .bind("status", after.status().code())
            .bind("tradeState", after.facts().state())
            .bind("tradeType", after.facts().tradeType())
            .bind("transactionId", after.facts().transactionId())
            .bind("description", after.facts().description())
            .bind("payTime", after.payTime())
            .bind("open", after.status() == PayStatus.WAIT ? after.orderSn() : null)
            .bind("settled", after.settlement() == Settlement.SETTLES ? after.orderSn() : null)
            .bind("newVersion", after.version())
            .bind("now", now)
            .bind("id", before.id())
            .bind("oldVersion", before.version())
            .execute();
    if (changed == 1) {
      String state = after.facts().state();
      addHistory(
          handle,
          new HistoryLine(after.sn(), before.status(), after.status(), state, "changed"),
          now);
    }
    return changed == 1;
  }

  /** Notes a report that was refused: nobody shall wonder where money went. */
  void noteRefused(Handle handle, Payment payment, String tradeState, String why, Instant now) {
    addHistory(
        handle,
        new HistoryLine(payment.sn(), payment.status(), payment.status(), tradeState, why),
        now);
  }

  /** What happened to a payment, oldest first. */
  List<String> history(Handle handle, String sn) {
    return handle
        .createQuery("select note from third_payment_history where payment_sn = :sn order by id")
        .bind("sn", sn)
        .mapTo(String.class)
        .list();
  }

  private static void addHistory(Handle handle, HistoryLine line, Instant now) {
    handle
        .createUpdate(
            """
            insert into third_payment_history
              (create_time, payment_sn, from_status, to_status, trade_state, note)
            values (:now, :sn, :from, :to, :tradeState, :note)
            """)
        .bind("now", now)
        .bind("sn", line.sn())
        .bind("from", line.from() == null ? null : line.from().code())
        .bind("to", line.to().code())
        .bind("tradeState", line.tradeState())
        .bind("note", line.note())
        .execute();
  }

  private record HistoryLine(
      String sn, @Nullable PayStatus from, PayStatus to, String tradeState, String note) {}
}
