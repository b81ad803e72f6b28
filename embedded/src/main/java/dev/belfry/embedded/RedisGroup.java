package dev.belfry.embedded;

import dev.belfry.embedded.internal.RedisConfig.Kind;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What several servers that belong together have in common. For one thread at a time. */
final class RedisGroup {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 20;

  private RedisGroup() {}

  /** A server that can have replicas; what it acknowledged survives a kill. */
  static EmbeddedRedis.Builder member(@Nullable String password) {
    var builder =
        EmbeddedRedis.builder()
            .kind(Kind.MEMBER)
            .appendOnly()
            // What was written outlives the process, if not the machine, and nobody waits for
            // disks.
            .extraConfig("appendfsync no")
            .extraConfig("repl-diskless-sync yes")
            // The default waits for more replicas for 5 s.
            .extraConfig("repl-diskless-sync-delay 0")
            .extraConfig("repl-ping-replica-period 1");
    if (password != null) {
      builder.password(password).extraConfig("masterauth " + quoted(password));
    }
    return builder;
  }

  static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Looks again and again until {@code condition} holds; an answer that fails counts as no. */
  static void await(String what, Condition condition) {
    var limit = Deadline.in(LIMIT);
    while (!holds(condition)) {
      if (limit.isOver()) {
        throw new EmbeddedServerException(
            "Waited " + LIMIT.toSeconds() + " s in vain until " + what, null);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EmbeddedServerException("Interrupted while waiting until " + what, e);
      }
    }
  }

  /** Looks again and again until there is a node of which {@code condition} holds. */
  static EmbeddedRedis awaitNode(
      String what, Supplier<Optional<EmbeddedRedis>> search, NodeCondition condition) {
    var found = new AtomicReference<@Nullable EmbeddedRedis>();
    await(
        what,
        () -> {
          EmbeddedRedis node = search.get().orElse(null);
          found.set(node);
          return node != null && condition.holds(node);
        });
    return Objects.requireNonNull(found.get());
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false;
    }
  }

  /** One line of INFO, such as {@code role:master}. */
  static boolean tells(EmbeddedRedis node, String section, String line) throws IOException {
    return String.valueOf(node.ask("INFO", section)).contains(line + "\r\n");
  }

  static Health health(String what, List<EmbeddedRedis> nodes) {
    long down = nodes.stream().filter(node -> !node.isRunning()).count();
    return down == 0 ? Health.up() : Health.down(down + " nodes of the " + what + " do not run");
  }

  static void stop(List<EmbeddedRedis> nodes, Deadline deadline) {
    nodes.forEach(node -> node.stop(deadline));
  }

  /** What may become true of a node. */
  interface NodeCondition {
    boolean holds(EmbeddedRedis node) throws IOException;
  }

  /** What may become true. */
  interface Condition {
    boolean holds() throws IOException;
  }
}
