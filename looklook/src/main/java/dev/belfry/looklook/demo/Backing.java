package dev.belfry.looklook.demo;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedRedis;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the booking system stands on: Redis, Kafka and a database, each embedded unless the caller
 * has one. For one thread.
 */
final class Backing implements AutoCloseable {

  /**
   * What the caller has; null where an embedded one is wanted.
   *
   * @param redis URI
   * @param kafka {@code host:port}
   * @param jdbc URL
   * @param data the folder for embedded servers' data; null for a temporary one
   */
  record Wanted(
      @Nullable String redis, @Nullable String kafka, @Nullable String jdbc, @Nullable Path data) {}

  private static final String IN_MEMORY = "jdbc:h2:mem:looklook;MODE=MySQL;DB_CLOSE_DELAY=-1";

  private final Wanted wanted;
  private final PrintWriter out;
  private @Nullable EmbeddedRedis ownRedis;
  private @Nullable EmbeddedKafka ownKafka;

  Backing(Wanted wanted, PrintWriter out) {
    this.wanted = wanted;
    this.out = out;
  }

  /** Starts what is embedded, and says where everything is. */
  void start() {
    long begun = System.nanoTime();
    if (wanted.redis() == null) {
      var builder = EmbeddedRedis.builder();
      if (wanted.data() != null) {
        builder.dataDirectory(wanted.data().resolve("redis")).appendOnly();
      }
      ownRedis = builder.build();
      ownRedis.start();
    }
    say("Redis", ownRedis == null ? "yours" : ownRedis.uri(), begun);

    begun = System.nanoTime();
    if (wanted.kafka() == null) {
      var builder = EmbeddedKafka.builder();
      if (wanted.data() != null) {
        builder.dataDirectory(wanted.data().resolve("kafka"));
      }
      ownKafka = builder.build();
      ownKafka.start();
    }
    say("Kafka", kafka(), begun);
    say("Database", wanted.jdbc() == null ? jdbc() : "yours", System.nanoTime());
  }

  private void say(String what, String where, long begun) {
    out.printf("  %-10s %s (%d ms)%n", what, where, (System.nanoTime() - begun) / 1_000_000);
    out.flush();
  }

  String redis() {
    return ownRedis != null ? ownRedis.uri() : given(wanted.redis());
  }

  String kafka() {
    return ownKafka != null ? ownKafka.bootstrapServers() : given(wanted.kafka());
  }

  String jdbc() {
    if (wanted.jdbc() != null) {
      return wanted.jdbc();
    }
    Path data = wanted.data();
    return data == null
        ? IN_MEMORY
        : "jdbc:h2:file:" + data.resolve("looklook").toAbsolutePath() + ";MODE=MySQL";
  }

  private static String given(@Nullable String value) {
    if (value == null) {
      throw new IllegalStateException("start() comes first");
    }
    return value;
  }

  @Override
  public void close() {
    if (ownKafka != null) {
      ownKafka.close();
    }
    if (ownRedis != null) {
      ownRedis.close();
    }
  }
}
