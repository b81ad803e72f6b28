package dev.belfry.outbox.internal;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of the outbox, the same for all databases. An intent is ready if it waits, its time has
 * come, and no earlier one of its key is held.
 */
public final class IntentTable {
  /** States of a row. */
  static final int WAITING = 0;

  static final int PARKED = 1;
  static final int RELAYED = 2;

  /** The time of what waits until somebody decides about it. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int MAX_NAME = 255;
  private static final int MAX_ERROR = 1000;

  /**
   * The held keys are few, and are read once: asked for each row, a database that thinks little of
   * their index would read the table again and again. They are asked for as a range, which all
   * databases look up in the index; for those that are not null, H2 and PostgreSQL would read the
   * whole table, with all that was deleted and is not cleaned away yet.
   */
  private static final String READY =
      """
      FROM belfry_outbox o LEFT JOIN (
        SELECT held_key, MIN(id) AS first_id FROM belfry_outbox
        WHERE held_key BETWEEN ? AND ? AND next_at > ? GROUP BY held_key
      ) h ON h.held_key = o.order_key AND h.first_id < o.id
      WHERE o.kind = ? AND o.state = 0 AND o.next_at <= ? AND h.held_key IS NULL\
      """;

  /** With the columns of the index before it, H2 reads in this order and sorts nothing. */
  private static final String OLDEST = " ORDER BY o.kind, o.state, o.id LIMIT ?";

  private static final String PEEK = "SELECT o.slot " + READY + OLDEST;

  private static final String READ =
      "SELECT o.id, o.intent, o.order_key, o.meta, o.payload, o.created_at, o.attempts "
          + READY
          + " AND o.slot IN (%s)"
          + OLDEST;

  private static final String DELETE = "DELETE FROM belfry_outbox WHERE id IN (%s)";

  private static final String KEEP =
      "UPDATE belfry_outbox SET state = 2, next_at = ?, held_key = NULL WHERE id IN (%s)";

  private static final String FAIL =
      """
      UPDATE belfry_outbox
      SET attempts = ?, next_at = ?, held_key = order_key, last_error = ?, state = ? WHERE id = ?\
      """;

  private static final String EXPIRED =
      "SELECT id FROM belfry_outbox WHERE kind = ? AND state = 2 AND next_at < ?"
          + " ORDER BY id LIMIT ?";

  private IntentTable() {}

  /** Writes intents down, in this order. */
  public static void insert(Connection connection, List<NewIntent> intents) throws SQLException {
    String sql =
        """
        INSERT INTO belfry_outbox
          (intent, kind, slot, order_key, destination, entity, meta, payload, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, %s)\
        """
            .formatted(Database.of(connection).now());
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (NewIntent intent : intents) {
        Long orderKey = intent.orderKey();
        long spread = orderKey == null ? intent.id().hashCode() : orderKey;
        insert.setString(1, intent.id());
        insert.setShort(2, intent.kind().code());
        insert.setShort(3, intent.kind().slot(spread));
        insert.setObject(4, orderKey, java.sql.Types.BIGINT);
        insert.setString(5, shown(intent.destination(), MAX_NAME));
        insert.setString(6, shown(intent.entity(), MAX_NAME));
        insert.setString(7, intent.meta());
        insert.setBytes(8, intent.payload());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The slots in which the oldest ready intents are. */
  static Set<Short> peek(Connection connection, Kind kind, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement peek = connection.prepareStatement(PEEK)) {
      int next = ready(peek, kind, now);
      peek.setInt(next, limit);
      Set<Short> slots = new TreeSet<>();
      try (ResultSet rows = peek.executeQuery()) {
        while (rows.next()) {
          slots.add(rows.getShort(1));
        }
      }
      return slots;
    }
  }

  /**
   * Locks those of these slots that nobody else has, until the end of the transaction; and tells
   * {@code clock} how late it is, which costs no question of its own.
   */
  static Set<Short> lock(Connection connection, Collection<Short> slots, DatabaseClock clock)
      throws SQLException {
    String sql =
        "SELECT slot, "
            + Database.of(connection).now()
            + " FROM belfry_outbox_slot WHERE slot IN (%s) FOR UPDATE SKIP LOCKED";
    try (PreparedStatement lock = connection.prepareStatement(in(sql, slots.size()))) {
      fill(lock, 1, slots);
      Set<Short> locked = new TreeSet<>();
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          locked.add(rows.getShort(1));
          clock.told(rows.getLong(2));
        }
      }
      return locked;
    }
  }

  /** The oldest ready intents of slots that the caller has locked. */
  static List<StoredIntent> read(
      Connection connection, Kind kind, Collection<Short> slots, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(in(READ, slots.size()))) {
      int next = fill(read, ready(read, kind, now), slots);
      read.setInt(next, limit);
      var intents = new ArrayList<StoredIntent>();
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          intents.add(
              new StoredIntent(
                  row.getLong(1),
                  row.getString(2),
                  row.getObject(3, Long.class),
                  row.getString(4),
                  row.getBytes(5),
                  Instant.ofEpochMilli(row.getLong(6)),
                  row.getInt(7)));
        }
      }
      return intents;
    }
  }

  private static int ready(PreparedStatement statement, Kind kind, Instant now)
      throws SQLException {
    statement.setLong(1, Long.MIN_VALUE);
    statement.setLong(2, Long.MAX_VALUE);
    statement.setLong(3, now.toEpochMilli());
    statement.setShort(4, kind.code());
    statement.setLong(5, now.toEpochMilli());
    return 6;
  }

  /** Intents that were relayed and are not kept. */
  static void delete(Connection connection, Collection<Long> rows) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(in(DELETE, rows.size()))) {
      fill(delete, 1, rows);
      delete.executeUpdate();
    }
  }

  /** Intents that were relayed and are kept. */
  static void keep(Connection connection, Collection<Long> rows, Instant now) throws SQLException {
    try (PreparedStatement keep = connection.prepareStatement(in(KEEP, rows.size()))) {
      keep.setLong(1, now.toEpochMilli());
      fill(keep, 2, rows);
      keep.executeUpdate();
    }
  }

  /** Intents that failed: they and what follows them wait until their next time. */
  static void fail(Connection connection, List<FailedIntent> failed) throws SQLException {
    try (PreparedStatement fail = connection.prepareStatement(FAIL)) {
      for (FailedIntent each : failed) {
        Instant next = each.next();
        fail.setInt(1, each.attempts());
        fail.setLong(2, next == null ? NEVER : next.toEpochMilli());
        fail.setString(3, shown(each.error(), MAX_ERROR));
        fail.setInt(4, next == null ? PARKED : WAITING);
        fail.setLong(5, each.row());
        fail.addBatch();
      }
      fail.executeBatch();
    }
  }

  /** Some of the intents that were relayed before {@code time}. */
  static List<Long> relayedBefore(Connection connection, Kind kind, Instant time, int limit)
      throws SQLException {
    try (PreparedStatement expired = connection.prepareStatement(EXPIRED)) {
      expired.setShort(1, kind.code());
      expired.setLong(2, time.toEpochMilli());
      expired.setInt(3, limit);
      var rows = new ArrayList<Long>();
      try (ResultSet row = expired.executeQuery()) {
        while (row.next()) {
          rows.add(row.getLong(1));
        }
      }
      return rows;
    }
  }

  /** A connection of a relay sees at once what others commit, and locks no gaps. */
  static void prepare(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
  }

  /** What people will read; no database refuses it. */
  private static @Nullable String shown(@Nullable String text, int limit) {
    if (text == null) {
      return null;
    }
    String cut = text.length() <= limit ? text : text.substring(0, limit);
    return cut.replace('\0', ' ');
  }

  private static String in(String sql, int size) {
    return sql.formatted(Stream.generate(() -> "?").limit(size).collect(joining(", ")));
  }

  private static int fill(
      PreparedStatement statement, int from, Collection<? extends Number> values)
      throws SQLException {
    int at = from;
    for (Number value : values) {
      statement.setLong(at++, value.longValue());
    }
    return at;
  }

  /** The age of something that happened at {@code time}. */
  static Duration age(Instant time, Instant now) {
    Duration age = Duration.between(time, now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
