package dev.belfry.looklook.common.db;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Set;

/**
 * Tells failures after which a transaction is known to be undone, so that it can simply run again.
 * A lost connection is not among them: the commit may have come through.
 */
final class Transient {
  private static final Set<Integer> MYSQL = Set.of(1205, 1213); // lock wait timeout, deadlock
  private static final Set<Integer> H2 =
      Set.of(40001, 50200, 90131); // deadlock, lock timeout, changed row

  private Transient() {}

  static boolean isSafeToRepeat(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql instanceof SQLTransactionRollbackException
            || "40001".equals(sql.getSQLState())
            || MYSQL.contains(sql.getErrorCode())
            || H2.contains(sql.getErrorCode());
      }
    }
    return false;
  }
}
