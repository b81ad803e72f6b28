package dev.belfry.outbox.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the database, by which all relays and writers of an outbox agree, however wrong the
 * clocks of their hosts are. Whoever asks the database for the time tells it here; until the next
 * time it goes on with the time that has passed on this host, whatever is done to the host's clock.
 * It is behind the database's by as long as an answer takes, and never ahead. Thread-safe.
 */
public final class DatabaseClock implements InstantSource {
  private record Sample(long millis, long nanoTime) {}

  private volatile @Nullable Sample last;

  /** Asks the database, unless it has been asked before. */
  void askFirst(Connection connection) throws SQLException {
    if (last == null) {
      ask(connection);
    }
  }

  /** Asks the database. */
  void ask(Connection connection) throws SQLException {
    try (Statement ask = connection.createStatement();
        ResultSet row = ask.executeQuery("SELECT " + Database.of(connection).now())) {
      row.next();
      told(row.getLong(1));
    }
  }

  /** The database has just said that it is this late, in milliseconds since 1970. */
  void told(long millis) {
    last = new Sample(millis, System.nanoTime());
  }

  @Override
  public Instant instant() {
    Sample known = last;
    if (known == null) {
      throw new IllegalStateException("the database was not asked for the time yet");
    }
    return Instant.ofEpochMilli(known.millis).plusNanos(System.nanoTime() - known.nanoTime);
  }
}
