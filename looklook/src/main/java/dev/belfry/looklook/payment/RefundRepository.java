package dev.belfry.looklook.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The refunds in the database. Every method works in the transaction of the handle it is given.
 * Thread-safe.
 */
final class RefundRepository {

  private static final String SELECT =
      """
      select id, sn, payment_sn, order_sn, user_id, amount, reason, refund_status, attempts
      from third_payment_refund
      """;

  private static final int MAX_ERROR_LENGTH = 256;

  private static final RowMapper<Refund> ROW =
      (row, context) ->
          new Refund(
              row.getLong("id"),
              row.getString("sn"),
              row.getString("payment_sn"),
              row.getString("order_sn"),
              row.getLong("user_id"),
              row.getLong("amount"),
              RefundReason.valueOf(row.getString("reason")),
              Refund.Status.of(row.getInt("refund_status")),
              row.getInt("attempts"));

  /** Stores a refund that is due. A payment that has one already is refused by a unique index. */
  void insert(Handle handle, String sn, Payment payment, RefundReason reason, Instant now) {
    handle
        .createUpdate(
            """
            insert into third_payment_refund
              (create_time, update_time, sn, payment_sn, order_sn, user_id, amount, reason)
            values (:now, :now, :sn, :paymentSn, :orderSn, :userId, :amount, :reason)
            """)
        .bind("now", now)
        .bind("sn", sn)
        .bind("paymentSn", payment.sn())
        .bind("orderSn", payment.orderSn())
        .bind("userId", payment.terms().userId())
        .bind("amount", payment.terms().total())
        .bind("reason", reason.name())
        .execute();
  }

  /** The refund of a payment. */
  Optional<Refund> find(Handle handle, String paymentSn) {
    return handle
        .createQuery(SELECT + "where payment_sn = :paymentSn")
        .bind("paymentSn", paymentSn)
        .map(ROW)
        .findOne();
  }

  /** All refunds of an order, oldest first. */
  List<Refund> findByOrder(Handle handle, String orderSn) {
    return handle
        .createQuery(SELECT + "where order_sn = :orderSn order by id")
        .bind("orderSn", orderSn)
        .map(ROW)
        .list();
  }

  /** The oldest refunds after {@code afterId} for which the provider must be asked. */
  List<Refund> findDue(Handle handle, long afterId, int limit) {
    return handle
        .createQuery(SELECT + "where refund_status = 1 and id > :afterId order by id limit :limit")
        .bind("afterId", afterId)
        .bind("limit", limit)
        .map(ROW)
        .list();
  }

  /** The provider accepted the refund. One that is done meanwhile stays done. */
  void markRequested(Handle handle, Refund refund, String providerId, Instant now) {
    handle
        .createUpdate(
            """
            update third_payment_refund
            set refund_status = 2, provider_refund_id = :providerId, attempts = attempts + 1,
                last_error = '', version = version + 1, update_time = :now
            where id = :id and refund_status = 1
            """)
        .bind("providerId", providerId)
        .bind("now", now)
        .bind("id", refund.id())
        .execute();
  }

  /** The provider did not accept the refund; it stays due. */
  void markFailed(Handle handle, Refund refund, String error, Instant now) {
    handle
        .createUpdate(
            """
            update third_payment_refund
            set attempts = attempts + 1, last_error = :error, version = version + 1,
                update_time = :now
            where id = :id and refund_status = 1
            """)
        .bind("error", error.substring(0, Math.min(error.length(), MAX_ERROR_LENGTH)))
        .bind("now", now)
        .bind("id", refund.id())
        .execute();
  }

  /** The money of a payment is back. */
  void markDone(Handle handle, String paymentSn, Instant now) {
    handle
        .createUpdate(
            """
            update third_payment_refund
            set refund_status = 3, version = version + 1, update_time = :now
            where payment_sn = :paymentSn and refund_status <> 3
            """)
        .bind("now", now)
        .bind("paymentSn", paymentSn)
        .execute();
  }
}
