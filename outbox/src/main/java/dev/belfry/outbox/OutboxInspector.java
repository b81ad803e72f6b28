package dev.belfry.outbox;

import dev.belfry.outbox.internal.Backlog;
import dev.belfry.outbox.internal.Kind;
import dev.belfry.outbox.internal.StuckTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks into an outbox, and decides about intents that failed. Thread-safe.
 *
 * <p>A parked intent keeps its place: later ones of its key wait behind it. {@link #retry} tries it
 * again, {@link #skip} gives it up and lets the others go on.
 */
public final class OutboxInspector {
  private final DataSource database;

  private OutboxInspector(DataSource database) {
    this.database = database;
  }

  /** Looks into the outbox of this database. */
  public static OutboxInspector of(DataSource database) {
    return new OutboxInspector(database);
  }

  /**
   * Counts what is there; reads all that waits.
   *
   * @throws OutboxException if the database cannot be asked
   */
  public OutboxStats stats() {
    return with(connection -> {
      var backlogs = Backlog.of(connection);
      return new OutboxStats(shown(backlogs.get(Kind.TASK)), shown(backlogs.get(Kind.MESSAGE)));
    });
  }

  private static OutboxStats.Backlog shown(@Nullable Backlog backlog) {
    Backlog known = backlog == null ? Backlog.NONE : backlog;
    return new OutboxStats.Backlog(
        known.waiting(), known.failing(), known.parked(), known.oldestAge());
  }

  /**
   * The oldest intents that failed, parked or not.
   *
   * @throws OutboxException if the database cannot be asked
   */
  public List<StuckIntent> stuck(int limit) {
    return with(connection -> StuckTable.list(connection, limit));
  }

  /**
   * Tries an intent that failed again at once, with all its attempts anew.
   *
   * @param row see {@link StuckIntent#row}
   * @return whether there is such an intent that failed
   * @throws OutboxException if the database cannot be asked
   */
  public boolean retry(long row) {
    return with(connection -> StuckTable.retry(connection, row));
  }

  /**
   * Tries all parked intents again.
   *
   * @return how many there were
   * @throws OutboxException if the database cannot be asked
   */
  public int retryParked() {
    return with(StuckTable::retryParked);
  }

  /**
   * Removes a parked intent: its task or message is given up.
   *
   * @param row see {@link StuckIntent#row}
   * @return whether there is such an intent that is parked
   * @throws OutboxException if the database cannot be asked
   */
  public boolean skip(long row) {
    return with(connection -> StuckTable.skip(connection, row));
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      T result = work.on(connection);
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      return result;
    } catch (SQLException e) {
      throw new OutboxException("cannot ask the outbox: " + e.getMessage(), e);
    }
  }
}
