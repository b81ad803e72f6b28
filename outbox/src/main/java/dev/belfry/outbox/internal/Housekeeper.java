package dev.belfry.outbox.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is in the outbox and removes what was kept long enough, on a thread of its own. */
final class Housekeeper implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeper.class);

  /** Counting reads the index over all that waits: seldom, as gauges are read seldom. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** A transaction of this size takes milliseconds. */
  private static final int CHUNK = 1000;

  private final RelaySettings settings;
  private final RelayMeters meters;
  private final CountDownLatch stop = new CountDownLatch(1);

  Housekeeper(RelaySettings settings, RelayMeters meters) {
    this.settings = settings;
    this.meters = meters;
  }

  void stopSoon() {
    stop.countDown();
  }

  @Override
  public void run() {
    try {
      do {
        try {
          look();
        } catch (SQLException | RuntimeException e) {
          // The lanes say so if it lasts.
          log.atDebug().setCause(e).log("{}: cannot look after the outbox", settings.name());
        }
      } while (!stop.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws SQLException {
    try (Connection connection = settings.database().getConnection()) {
      settings.clock().ask(connection);
      meters.observed(Backlog.of(connection, settings.clock().instant()));
      if (!settings.retention().isZero()) {
        for (Kind kind : Kind.values()) {
          clean(connection, kind);
        }
      }
    }
  }

  private void clean(Connection connection, Kind kind) throws SQLException {
    Instant limit = settings.clock().instant().minus(settings.retention());
    List<Long> rows;
    do {
      rows = IntentTable.relayedBefore(connection, kind, limit, CHUNK);
      if (!rows.isEmpty()) {
        IntentTable.delete(connection, rows);
        if (!connection.getAutoCommit()) {
          connection.commit();
        }
      }
    } while (rows.size() == CHUNK && stop.getCount() > 0);
  }
}
