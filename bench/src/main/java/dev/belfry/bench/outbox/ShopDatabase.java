package dev.belfry.bench.outbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.embedded.EmbeddedMariaDb;
import dev.belfry.outbox.OutboxSchema;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The database of a shop with an outbox. For one thread, but for its connections. */
final class ShopDatabase implements AutoCloseable {
  /** As InnoDB does by default: a commit is on the disk. */
  private static final String DURABLE = "--innodb-flush-log-at-trx-commit=1";

  enum Kind {
    MARIADB,
    H2
  }

  private final @Nullable EmbeddedMariaDb server;
  private final HikariDataSource pool = new HikariDataSource();

  ShopDatabase(Kind kind, int connections) {
    if (kind == Kind.MARIADB) {
      server = EmbeddedMariaDb.create(DURABLE, "--innodb-buffer-pool-size=512M");
      server.start();
      pool.setJdbcUrl(server.jdbcUrl("shop"));
      pool.setUsername(EmbeddedMariaDb.USER);
      pool.setPassword(EmbeddedMariaDb.PASSWORD);
    } else {
      server = null;
      pool.setJdbcUrl("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
    }
    pool.setMaximumPoolSize(connections);
    Flyway.configure(ShopDatabase.class.getClassLoader())
        .dataSource(pool)
        .locations(OutboxSchema.location(pool))
        .load()
        .migrate();
    execute("CREATE TABLE orders (sn VARCHAR(64) PRIMARY KEY)");
  }

  DataSource source() {
    return pool;
  }

  private void execute(String sql) {
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    pool.close();
    if (server != null) {
      server.close();
    }
  }
}
