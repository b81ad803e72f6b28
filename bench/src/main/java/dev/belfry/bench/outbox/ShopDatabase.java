package dev.belfry.bench.outbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.embedded.EmbeddedMariaDb;
import dev.belfry.outbox.OutboxSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The database of a shop with an outbox. For one thread, but for its connections. */
final class ShopDatabase implements AutoCloseable {
  /** As InnoDB does by default: a commit is on the disk. */
  private static final String DURABLE = "--innodb-flush-log-at-trx-commit=1";

  /** Room for what one run writes. */
  private static final String BUFFERS = "--innodb-buffer-pool-size=512M";

  enum Kind {
    MARIADB,
    H2,
    OTHER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where it is.
   *
   * @param url the address of an {@code OTHER} one
   */
  record Place(Kind kind, String url, String user, String password) {}

  private final @Nullable EmbeddedMariaDb server;
  private final HikariDataSource pool = new HikariDataSource();

  ShopDatabase(Place place, int connections) {
    server = place.kind() == Kind.MARIADB ? EmbeddedMariaDb.create(DURABLE, BUFFERS) : null;
    if (server != null) {
      server.start();
      pool.setJdbcUrl(server.jdbcUrl("shop"));
      pool.setUsername(EmbeddedMariaDb.USER);
      pool.setPassword(EmbeddedMariaDb.PASSWORD);
    } else if (place.kind() == Kind.H2) {
      pool.setJdbcUrl("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
    } else {
      pool.setJdbcUrl(place.url());
      pool.setUsername(place.user());
      pool.setPassword(place.password());
    }
    pool.setMaximumPoolSize(connections);
    // Every use is a transaction: no need to say so each time, which is a round trip on MariaDB.
    pool.setAutoCommit(false);
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
      connection.commit();
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
