package dev.belfry.looklook.common.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.outbox.OutboxSchema;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of one looklook service: a pool, its migrations, transactions. Several services may
 * share one database: each has its own migrations, in {@code db-migration/<service>} of the
 * resources, and its own history of them. {@link java.time.Instant}s go in and out as date-times in
 * the zone of the data source.
 *
 * <p>Usable from {@link #start} to {@link #stop}. Thread-safe.
 */
public final class Database implements Service {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /** No name of a package, so that Flyway may read it on the module path too. */
  private static final String MIGRATIONS = "classpath:db-migration/";

  /** Beyond this many collisions something is wrong that repeating does not mend. */
  private static final int MAX_ATTEMPTS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

  /** How long a caller waits for a connection; well below the 2 s that an RPC may take. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofMillis(1500);

  /** How long a start waits for a database that is still coming up. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(5);

  private final String service;
  private final JdbcTarget target;
  private final Tables tables;
  private final HikariDataSource pool;
  private volatile @Nullable Jdbi jdbi;

  private enum Tables {
    OWN,
    WITH_OUTBOX
  }

  private Database(DbConf conf, String service, Tables tables) {
    this.service = service;
    this.tables = tables;
    this.target = JdbcTarget.parse(conf.dataSource());
    this.pool = pool(conf);
  }

  /**
   * A database that is opened by {@link #start}.
   *
   * @param service the service whose tables these are; names the folder of the migrations
   */
  public Database(DbConf conf, String service) {
    this(conf, service, Tables.OWN);
  }

  /** The same, with the tables of an outbox beside those of the service. */
  public static Database withOutbox(DbConf conf, String service) {
    return new Database(conf, service, Tables.WITH_OUTBOX);
  }

  @Override
  public String name() {
    return service + "-db";
  }

  /** Connects, and brings the tables up to date. */
  @Override
  public void start() {
    try (Connection connection = pool.getConnection()) {
      log.debug("{}: connected to {}", name(), connection.getMetaData().getURL());
    } catch (SQLException | RuntimeException e) {
      throw new IllegalStateException(
          "%s: cannot connect to %s within %d s: %s"
              .formatted(name(), target, START_TIMEOUT.toSeconds(), Causes.deepest(e)),
          e);
    }
    try {
      migrate();
    } catch (RuntimeException e) {
      pool.close();
      throw new IllegalStateException(
          "%s: cannot bring the tables of %s up to date: %s"
              .formatted(name(), target, Causes.deepest(e)),
          e);
    }
    jdbi = Jdbi.create(pool).installPlugin(new InstantPlugin(target.zone()));
  }

  /** Connects with its first connection, not before. */
  private HikariDataSource pool(DbConf conf) {
    var hikari = new HikariDataSource();
    hikari.setPoolName(name());
    hikari.setJdbcUrl(target.url());
    hikari.setUsername(target.user());
    hikari.setPassword(target.password());
    hikari.setMaximumPoolSize(conf.maxConnections());
    hikari.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    hikari.setInitializationFailTimeout(START_TIMEOUT.toMillis());
    return hikari;
  }

  private void migrate() {
    String own = MIGRATIONS + service;
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool)
        .locations(
            tables == Tables.OWN
                ? new String[] {own}
                : new String[] {own, OutboxSchema.location(pool)})
        .table("flyway_" + service)
        // The schema may hold the tables of other services, each with a history of its own.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /** The connections, for those who bring their own SQL; usable like the rest. */
  public DataSource dataSource() {
    return pool;
  }

  /** The zone that date-time columns are in. */
  public ZoneId zone() {
    return target.zone();
  }

  /** Runs {@code work} with a connection, each statement on its own. */
  public <T extends @Nullable Object, X extends Exception> T withHandle(HandleCallback<T, X> work)
      throws X {
    return jdbi().withHandle(work);
  }

  /**
   * Runs {@code work} in a transaction. After a deadlock or a lock timeout the transaction has been
   * undone and {@code work} runs again, so it must do nothing outside the database.
   */
  public <T extends @Nullable Object, X extends Exception> T inTransaction(
      HandleCallback<T, X> work) throws X {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi().inTransaction(work);
      } catch (RuntimeException e) {
        if (attempt == MAX_ATTEMPTS || !Transient.isSafeToRepeat(e)) {
          throw e;
        }
        log.atDebug().setCause(e).log("Transaction undone by a collision, attempt {}", attempt);
        pause(attempt);
      }
    }
  }

  /** Like {@link #inTransaction}, for work without a result. */
  public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
    this.<@Nullable Void, X>inTransaction((Handle handle) -> {
      work.useHandle(handle);
      return null;
    });
  }

  private static void pause(int attempt) {
    long bound = FIRST_PAUSE.toNanos() << attempt;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound));
  }

  private Jdbi jdbi() {
    Jdbi current = jdbi;
    if (current == null) {
      throw new IllegalStateException(name() + " is not started");
    }
    return current;
  }

  @Override
  public void stop(Deadline deadline) {
    pool.close();
  }

  @Override
  public Health health() {
    if (jdbi == null || pool.isClosed()) {
      return Health.down("not open");
    }
    return Health.up();
  }
}
