package dev.belfry.looklook.common.db;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions that guard their writes by row versions. A transaction that loses a race is
 * rolled back and run again from its first read, so that it decides by what the winner left behind.
 * Thread-safe.
 */
public final class OptimisticWrites {

  /**
   * Each lost race means that somebody else's write went through, so ten losses in a row need ten
   * other changes of one row within milliseconds: that is not a race but a fault.
   */
  static final int MAX_ATTEMPTS = 10;

  private static final Logger log = LoggerFactory.getLogger(OptimisticWrites.class);

  private final Database database;

  public OptimisticWrites(Database database) {
    this.database = database;
  }

  /**
   * Runs {@code work} in a transaction of its own.
   *
   * @param work reads, decides and writes with the handle; throws {@link StaleRowException} when an
   *     update by version changed nothing. It may run more than once, so what it does outside the
   *     database must bear repeating
   * @throws IllegalStateException after {@value #MAX_ATTEMPTS} lost races; a technical failure, so
   *     that callers over RPC try again, which they do not after a coded error
   */
  public <T> T run(Function<Handle, T> work) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      try {
        return database.inTransaction(work::apply);
      } catch (StaleRowException e) {
        log.debug("{}: reading again after attempt {}", e.getMessage(), attempt);
      }
    }
    throw new IllegalStateException("lost the race for a row " + MAX_ATTEMPTS + " times in a row");
  }
}
