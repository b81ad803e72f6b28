package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Kind;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until replicas have what was written, so that the death of the master does not undo it. The
 * writes of one moment share one {@code WAIT}: Redis answers in order, so a write that was answered
 * while one is under way was made before it. Thread-safe.
 */
final class Replicas {
  private static final Logger log = LoggerFactory.getLogger(Replicas.class);

  /** A replica that is well needs a round trip; the connection does nothing else meanwhile. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /**
   * Replicas that were too late before are not to hold up each write; a Redis that has nothing else
   * to do may take 100 ms all the same.
   */
  private static final Duration PATIENCE_ALONE = Duration.ofMillis(10);

  /** After this the master is taken to be left alone. */
  private static final long ALONE_AFTER_NANOS = Duration.ofMillis(300).toNanos();

  /**
   * The same with Sentinels. They may have promoted a replica, and the master does not know it yet;
   * or this is a former master that came back, takes itself for the master, and was named by a
   * Sentinel that has not heard of its successor. Who talks to either must not be told that its
   * writes count. All Sentinels know some seconds later, and the connection moves.
   */
  private static final long DEPOSED_AFTER_NANOS = Duration.ofSeconds(4).toNanos();

  /** Who says so was the master until just now, and forgets what its successor did not get. */
  private static final String DEMOTED = "ERR WAIT cannot be used with replica";

  private static final long BETWEEN_WARNINGS_NANOS = Duration.ofSeconds(30).toNanos();

  private final RedisTarget target;
  private final RedisLink link;
  private final int wanted;
  private final Map<Integer, CompletableFuture<Long>> underWay = new ConcurrentHashMap<>();
  private volatile long generation;

  /** The lanes whose master has no replicas any more. */
  private final Set<Integer> alone = ConcurrentHashMap.newKeySet();

  private volatile boolean forbidden;
  private volatile long lastWarning = System.nanoTime() - BETWEEN_WARNINGS_NANOS;

  Replicas(RedisTarget target, RedisLink link) {
    this.target = target;
    this.link = link;
    wanted = target.replicas();
  }

  /**
   * Completes when the replicas have what was written to a key before, or have been too late for
   * long. Fails if that cannot be known.
   */
  CompletionStage<Void> await(String key) {
    return await(key, System.nanoTime() + patience());
  }

  private long patience() {
    if (generation != link.generation()) {
      generation = link.generation();
      alone.clear();
    }
    return target.kind() == Kind.SENTINEL ? DEPOSED_AFTER_NANOS : ALONE_AFTER_NANOS;
  }

  private CompletionStage<Void> await(String key, long deadline) {
    if (forbidden) {
      return CompletableFuture.completedFuture(null);
    }
    int lane = lane(key);
    CompletableFuture<Long> started = new CompletableFuture<>();
    CompletableFuture<Long> shared = underWay.putIfAbsent(lane, started);
    if (shared == null) {
      shared = started;
      send(key)
          .whenComplete((count, failure) -> {
            underWay.remove(lane, started);
            if (failure == null) {
              started.complete(count);
            } else {
              started.completeExceptionally(failure);
            }
          });
    }
    return shared
        .handle((count, failure) -> count == null ? judge(failure) : judge(key, count, deadline))
        .thenCompose(stage -> stage);
  }

  /** Each slot of a cluster may be another master's. */
  private int lane(String key) {
    return target.kind() == Kind.CLUSTER ? SlotHash.getSlot(key.getBytes(UTF_8)) : 0;
  }

  private CompletionStage<Long> send(String key) {
    if (!alone.contains(lane(key))) {
      return waitFor(key, PATIENCE);
    }
    // There is no need to wait for nobody.
    return link.<List<Object>>send(redis ->
            redis.dispatch(
                CommandType.ROLE, new ArrayOutput<>(KeyValueCodec.INSTANCE), new ArgumentsFor(key)))
        .handle((role, failure) ->
            failure == null && isWithoutReplicas(role)
                ? CompletableFuture.completedStage(0L)
                : waitFor(key, PATIENCE_ALONE))
        .thenCompose(stage -> stage);
  }

  /** A master says: that it is one, how far it has written, and who follows it. */
  private static boolean isWithoutReplicas(List<Object> role) {
    return role.size() == 3 && role.get(2) instanceof List<?> replicas && replicas.isEmpty();
  }

  private CompletionStage<Long> waitFor(String key, Duration patience) {
    return link.send(redis ->
        redis.dispatch(
            CommandType.WAIT,
            new IntegerOutput<>(KeyValueCodec.INSTANCE),
            new ArgumentsFor(key).add(wanted).add(patience.toMillis())));
  }

  private CompletionStage<Void> judge(@Nullable Throwable failure) {
    Throwable cause = Trouble.cause(Objects.requireNonNull(failure));
    if (cause instanceof RedisCommandExecutionException
        && Trouble.of(cause) == Trouble.NONE
        && !String.valueOf(cause.getMessage()).startsWith(DEMOTED)) {
      forbidden = true;
      log.warn("{} refuses WAIT, so writes count without replicas: {}", target, cause.getMessage());
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.failedFuture(cause);
  }

  private CompletionStage<Void> judge(String key, long count, long deadline) {
    int lane = lane(key);
    if (count >= wanted) {
      alone.remove(lane);
      return CompletableFuture.completedFuture(null);
    }
    if (!alone.contains(lane) && System.nanoTime() < deadline) {
      link.lookAround();
      return await(key, deadline);
    }
    alone.add(lane);
    if (System.nanoTime() - lastWarning > BETWEEN_WARNINGS_NANOS) {
      lastWarning = System.nanoTime();
      log.warn(
          "{}: {} of {} replicas have the last writes; should the master die now, they are lost",
          target,
          count,
          wanted);
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Has no key of its own, but goes where one is. */
  private static final class ArgumentsFor extends CommandArgs<String, byte[]> {
    private final byte[] key;

    ArgumentsFor(String key) {
      super(KeyValueCodec.INSTANCE);
      this.key = key.getBytes(UTF_8);
    }

    @Override
    public ByteBuffer getFirstEncodedKey() {
      return ByteBuffer.wrap(key);
    }
  }
}
