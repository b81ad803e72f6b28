package dev.belfry.looklook.common.db;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.embedded.EmbeddedMariaDb;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A MariaDB of its own for the tests of this JVM: started when first asked for, gone when the JVM
 * ends. Tests that ask for it are skipped where there is none.
 */
public final class MariaDb {
  private static final EmbeddedMariaDb SERVER = EmbeddedMariaDb.create();

  private MariaDb() {}

  /** Whether this machine has a MariaDB. */
  public static boolean isInstalled() {
    return EmbeddedMariaDb.isInstalled();
  }

  /** The server of all its databases. */
  public static EmbeddedMariaDb server() {
    return SERVER;
  }

  /** A new database, as Go services name it. Skips the test if this machine has no MariaDB. */
  public static synchronized String newDataSource() {
    assumeTrue(isInstalled(), "skipped: no mariadbd and mariadb-install-db on the PATH");
    SERVER.start();
    String database = "t" + UUID.randomUUID().toString().replace("-", "");
    try (var connection =
            DriverManager.getConnection(
                SERVER.jdbcUrl(database), EmbeddedMariaDb.USER, EmbeddedMariaDb.PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE " + database + " CHARACTER SET utf8mb4");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a database", e);
    }
    return "%s:%s@tcp(127.0.0.1:%d)/%s?charset=utf8mb4&parseTime=true&loc=Asia%%2FShanghai"
        .formatted(EmbeddedMariaDb.USER, EmbeddedMariaDb.PASSWORD, SERVER.port(), database);
  }
}
