package dev.belfry.looklook.acceptance;

import dev.belfry.looklook.common.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the tables say. Thread-safe. */
final class Ledger {
  static final int CLOSED = -1;
  static final int WAITS = 0;
  static final int PAID = 1;

  private final Database database;

  Ledger(Database database) {
    this.database = database;
  }

  /**
   * A change of an order.
   *
   * @param at when
   * @param to its new state
   */
  record Step(Instant at, int to, String note) {}

  private Map<String, Integer> states() {
    return database.withHandle(handle -> {
      Map<String, Integer> states = new HashMap<>();
      handle
          .createQuery("select sn, trade_state from homestay_order")
          .map((row, context) -> Map.entry(row.getString("sn"), row.getInt("trade_state")))
          .forEach(order -> states.put(order.getKey(), order.getValue()));
      return states;
    });
  }

  /** How many of these orders are in each state; one that is not there counts as -99. */
  Map<Integer, Long> count(Collection<String> sns) {
    Map<String, Integer> states = states();
    Map<Integer, Long> counts = new TreeMap<>();
    sns.forEach(sn -> counts.merge(states.getOrDefault(sn, -99), 1L, Long::sum));
    return counts;
  }

  /** How many of these orders are in this state. */
  long count(Collection<String> sns, int state) {
    return count(sns).getOrDefault(state, 0L);
  }

  boolean has(String sn) {
    return states().containsKey(sn);
  }

  /** The orders that wait for payment. */
  Set<String> waiting() {
    return states().entrySet().stream()
        .filter(order -> order.getValue() == WAITS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** What happened to each order, oldest first. */
  Map<String, List<Step>> histories() {
    return database.withHandle(handle -> {
      Map<String, List<Step>> histories = new HashMap<>();
      handle
          .createQuery("select * from homestay_order_history order by id")
          .map((row, context) -> Map.entry(row.getString("sn"), step(row)))
          .forEach(entry ->
              histories
                  .computeIfAbsent(entry.getKey(), sn -> new java.util.ArrayList<>())
                  .add(entry.getValue()));
      return histories;
    });
  }

  private Step step(ResultSet row) throws SQLException {
    Instant at =
        row.getObject("create_time", java.time.LocalDateTime.class)
            .atZone(database.zone())
            .toInstant();
    return new Step(at, row.getInt("to_state"), row.getString("note"));
  }

  /** The numbers of the orders that have a refund, with its reason. */
  Map<String, String> refunds() {
    return database.withHandle(handle -> {
      Map<String, String> refunds = new HashMap<>();
      handle
          .createQuery("select order_sn, reason from third_payment_refund")
          .map((row, context) -> Map.entry(row.getString("order_sn"), row.getString("reason")))
          .forEach(refund -> refunds.put(refund.getKey(), refund.getValue()));
      return refunds;
    });
  }

  /** Every column of every row about an order, in all tables: to be compared. */
  String everythingAbout(String sn) {
    return rows("select * from homestay_order where sn = :sn", sn)
        + rows("select * from homestay_order_history where sn = :sn order by id", sn)
        + rows("select * from third_payment where order_sn = :sn order by id", sn)
        + rows(
            """
            select h.* from third_payment_history h
            join third_payment p on p.sn = h.payment_sn
            where p.order_sn = :sn order by h.id
            """,
            sn)
        + rows("select * from third_payment_refund where order_sn = :sn order by id", sn);
  }

  private String rows(String query, String sn) {
    return database.withHandle(handle ->
        handle.createQuery(query).bind("sn", sn).mapToMap().list().stream()
            .map(row -> new TreeMap<>(row) + "\n")
            .reduce("", String::concat));
  }
}
