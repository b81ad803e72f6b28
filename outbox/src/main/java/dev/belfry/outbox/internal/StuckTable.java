package dev.belfry.outbox.internal;

import dev.belfry.outbox.StuckIntent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The SQL for intents that failed. */
public final class StuckTable {
  private static final String LIST =
      """
      SELECT id, intent, kind, destination, entity, created_at, attempts, next_at, last_error
      FROM belfry_outbox WHERE state < 2 AND attempts > 0 ORDER BY id LIMIT ?\
      """;

  private static final String AGAIN =
      "UPDATE belfry_outbox SET state = 0, attempts = 0, next_at = 0, held_key = NULL WHERE ";

  private static final String RETRY = AGAIN + "id = ? AND state < 2 AND attempts > 0";

  private static final String RETRY_PARKED = AGAIN + "state = 1";

  private static final String SKIP = "DELETE FROM belfry_outbox WHERE id = ? AND state = 1";

  private StuckTable() {}

  /** The oldest ones. */
  public static List<StuckIntent> list(Connection connection, int limit) throws SQLException {
    try (PreparedStatement list = connection.prepareStatement(LIST)) {
      list.setInt(1, limit);
      var stuck = new ArrayList<StuckIntent>();
      try (ResultSet row = list.executeQuery()) {
        while (row.next()) {
          long next = row.getLong(8);
          String error = row.getString(9);
          stuck.add(
              new StuckIntent(
                  row.getLong(1),
                  row.getString(2),
                  Kind.of(row.getInt(3)).toString(),
                  row.getString(4),
                  row.getString(5),
                  Instant.ofEpochMilli(row.getLong(6)),
                  row.getInt(7),
                  next == IntentTable.NEVER ? null : Instant.ofEpochMilli(next),
                  error == null ? "" : error));
        }
      }
      return stuck;
    }
  }

  /** Tries one again. */
  public static boolean retry(Connection connection, long row) throws SQLException {
    return change(connection, RETRY, row);
  }

  /** Gives a parked one up. */
  public static boolean skip(Connection connection, long row) throws SQLException {
    return change(connection, SKIP, row);
  }

  /** Tries all parked ones again. */
  public static int retryParked(Connection connection) throws SQLException {
    try (PreparedStatement retry = connection.prepareStatement(RETRY_PARKED)) {
      return retry.executeUpdate();
    }
  }

  private static boolean change(Connection connection, String sql, long row) throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(sql)) {
      change.setLong(1, row);
      return change.executeUpdate() == 1;
    }
  }
}
