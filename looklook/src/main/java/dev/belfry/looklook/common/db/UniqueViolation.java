package dev.belfry.looklook.common.db;

import java.sql.SQLException;

/** Tells whether a unique index refused a row. */
public final class UniqueViolation {
  private static final int MYSQL_DUPLICATE_ENTRY = 1062;
  private static final int H2_DUPLICATE_KEY = 23505;

  private UniqueViolation() {}

  /** Whether {@code failure} comes from a unique index. */
  public static boolean causes(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql.getErrorCode() == MYSQL_DUPLICATE_ENTRY
            || sql.getErrorCode() == H2_DUPLICATE_KEY;
      }
    }
    return false;
  }
}
