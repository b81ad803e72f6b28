package dev.belfry.outbox;

import dev.belfry.outbox.internal.Database;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The tables of the outbox, {@code belfry_outbox} and {@code belfry_outbox_slot}, as migrations for
 * Flyway: one repeatable migration for each kind of database, which runs beside the migrations of
 * an application and has no version that could be taken. Without Flyway, run the file by hand.
 */
public final class OutboxSchema {
  /** Flyway's location for H2, 2.2.220 and later. */
  public static final String H2 = "classpath:belfry-outbox/h2";

  /** Flyway's location for MySQL, 8.0 and later, and for MariaDB, 10.6 and later. */
  public static final String MYSQL = "classpath:belfry-outbox/mysql";

  /** Flyway's location for PostgreSQL, 10 and later. */
  public static final String POSTGRESQL = "classpath:belfry-outbox/postgresql";

  private OutboxSchema() {}

  /**
   * The location that fits a database.
   *
   * @throws OutboxException if the database cannot be reached, or is of a kind that is not known
   */
  public static String location(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return switch (Database.of(connection)) {
        case H2 -> H2;
        case MYSQL -> MYSQL;
        case POSTGRESQL -> POSTGRESQL;
      };
    } catch (SQLException e) {
      throw new OutboxException("cannot ask the database what it is: " + e.getMessage(), e);
    }
  }
}
