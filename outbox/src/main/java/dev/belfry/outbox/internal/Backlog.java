package dev.belfry.outbox.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is in the outbox of one kind.
 *
 * @param waiting intents that wait, failing ones among them
 * @param failing those of them that have failed before
 * @param parked intents that wait for a decision
 * @param oldestAge how long ago the oldest was written that waits
 */
public record Backlog(long waiting, long failing, long parked, Duration oldestAge) {
  /** Nothing. */
  public static final Backlog NONE = new Backlog(0, 0, 0, Duration.ZERO);

  private static final String COUNT =
      """
      SELECT kind, state, COUNT(*), SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END), MIN(created_at)
      FROM belfry_outbox WHERE state < 2 GROUP BY kind, state\
      """;

  /** Counts. */
  public static Map<Kind, Backlog> of(Connection connection) throws SQLException {
    var clock = new DatabaseClock();
    clock.ask(connection);
    return of(connection, clock.instant());
  }

  /** Counts what there is {@code now}. */
  static Map<Kind, Backlog> of(Connection connection, Instant now) throws SQLException {
    Map<Kind, Backlog> backlogs = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      backlogs.put(kind, NONE);
    }
    try (PreparedStatement count = connection.prepareStatement(COUNT);
        ResultSet row = count.executeQuery()) {
      while (row.next()) {
        Instant oldest = Instant.ofEpochMilli(row.getLong(5));
        Backlog part =
            row.getInt(2) == IntentTable.PARKED
                ? new Backlog(0, 0, row.getLong(3), Duration.ZERO)
                : new Backlog(row.getLong(3), row.getLong(4), 0, IntentTable.age(oldest, now));
        backlogs.merge(Kind.of(row.getInt(1)), part, Backlog::plus);
      }
    }
    return backlogs;
  }

  private Backlog plus(Backlog other) {
    return new Backlog(
        waiting + other.waiting,
        failing + other.failing,
        parked + other.parked,
        oldestAge.compareTo(other.oldestAge) > 0 ? oldestAge : other.oldestAge);
  }
}
