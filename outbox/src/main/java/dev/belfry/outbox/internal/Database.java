package dev.belfry.outbox.internal;

import dev.belfry.outbox.OutboxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** The kinds of database that can hold an outbox: and how they tell the time. */
public enum Database {
  /** Its current time is that of the transaction's begin; its sessions know that of a statement. */
  H2(
      """
      CAST(EXTRACT(EPOCH FROM (
        SELECT EXECUTING_STATEMENT_START FROM INFORMATION_SCHEMA.SESSIONS
        WHERE SESSION_ID = SESSION_ID())) * 1000 AS BIGINT)\
      """),

  /** MySQL and MariaDB. In UTC, since an hour of local time comes twice when summer ends. */
  MYSQL("TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000"),

  /** PostgreSQL. */
  POSTGRESQL("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)");

  private final String now;

  Database(String now) {
    this.now = now;
  }

  /**
   * The kind of the database behind a connection; drivers know it without asking.
   *
   * @throws OutboxException if it is of a kind that is not known
   */
  public static Database of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "h2" -> H2;
      case "mysql", "mariadb" -> MYSQL;
      case "postgresql" -> POSTGRESQL;
      default ->
          throw new OutboxException(
              "the outbox has no tables for "
                  + product
                  + "; it knows H2, MySQL, MariaDB and PostgreSQL",
              null);
    };
  }

  /** SQL for the milliseconds since 1970 when a statement begins, by the database's clock. */
  public String now() {
    return now;
  }
}
