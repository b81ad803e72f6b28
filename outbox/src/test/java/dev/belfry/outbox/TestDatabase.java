package dev.belfry.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** A database with the tables of the outbox and one of an application. */
final class TestDatabase implements AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final HikariDataSource pool;

  private TestDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  /** A new one, in the memory of this JVM. */
  static TestDatabase h2() {
    return at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  /** The one at this address. Its tables are made if they are missing. */
  static TestDatabase at(String url, String user, String password) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(2000);
    var pool = new HikariDataSource(config);
    Flyway.configure().dataSource(pool).locations(OutboxSchema.location(pool)).load().migrate();
    var database = new TestDatabase(pool);
    database.execute("CREATE TABLE IF NOT EXISTS orders (sn VARCHAR(64) PRIMARY KEY)");
    return database;
  }

  HikariDataSource source() {
    return pool;
  }

  interface Work {
    void on(Connection connection) throws Exception;
  }

  /** Commits what {@code work} does, unless it throws. */
  void commit(Work work) {
    run(work, true);
  }

  /** Undoes what {@code work} does. */
  void rollBack(Work work) {
    run(work, false);
  }

  private void run(Work work, boolean commit) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        work.on(connection);
        if (commit) {
          connection.commit();
        }
      } finally {
        connection.rollback();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of what a query answers. */
  List<String> ask(String sql) {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var answers = new ArrayList<String>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  boolean isEmpty() {
    return ask("SELECT id FROM belfry_outbox").isEmpty();
  }

  @Override
  public void close() {
    pool.close();
  }
}
