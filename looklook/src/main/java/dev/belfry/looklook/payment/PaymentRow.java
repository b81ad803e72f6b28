package dev.belfry.looklook.payment;

import dev.belfry.looklook.payment.Payment.Settlement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** How a payment lies in its row. */
final class PaymentRow implements RowMapper<Payment> {

  static final String COLUMNS =
      """
      id, create_time, update_time, version, sn, user_id, pay_mode, trade_type, trade_state,
      pay_total, transaction_id, trade_state_desc, order_sn, service_type, pay_status, pay_time,
      settled_order_sn
      """;

  @Override
  public Payment map(ResultSet row, StatementContext context) throws SQLException {
    int status = row.getInt("pay_status");
    ColumnMapper<Instant> instants = context.findColumnMapperFor(Instant.class).orElseThrow();
    return new Payment(
        row.getLong("id"),
        row.getString("sn"),
        new PaymentTerms(
            row.getLong("user_id"),
            row.getString("order_sn"),
            row.getString("service_type"),
            row.getString("pay_mode"),
            row.getLong("pay_total")),
        PayStatus.of(status)
            .orElseThrow(
                () -> new IllegalStateException("no payment state has the number " + status)),
        row.getString("settled_order_sn") == null ? Settlement.NONE : Settlement.SETTLES,
        new ProviderFacts(
            row.getString("trade_state"),
            row.getString("transaction_id"),
            row.getString("trade_type"),
            row.getString("trade_state_desc")),
        instants.map(row, "pay_time", context),
        instants.map(row, "create_time", context),
        instants.map(row, "update_time", context),
        row.getLong("version"));
  }
}
