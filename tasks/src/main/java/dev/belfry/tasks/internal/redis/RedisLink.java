package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one Redis. Commands of all threads share one connection and so are pipelined.
 * Thread-safe.
 */
final class RedisLink implements AutoCloseable {
  /** One is the rule; more are for a Redis that goes away again while it starts. */
  private static final int RESENDS = 3;

  private static final int CONNECT_TRIES = 5;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final RedisTarget target;
  private final Keyspace keyspace;
  private final StoreErrors errors;
  private final RedisClient client;
  private final StatefulRedisConnection<String, byte[]> connection;

  private RedisLink(RedisTarget target) {
    this.target = target;
    keyspace = new Keyspace(target.namespace());
    errors = new StoreErrors(target);
    client = RedisClients.create(target);
    try {
      connection = connecting(() -> client.connect(KeyValueCodec.INSTANCE));
    } catch (RuntimeException e) {
      shutDown();
      throw errors.translate(e);
    }
  }

  static RedisLink open(RedisTarget target) {
    return new RedisLink(target);
  }

  /** The names of the keys that all queues share. */
  Keyspace keyspace() {
    return keyspace;
  }

  /** The names of the keys of a queue. */
  Keys keys(String queue) {
    return keyspace.queue(queue);
  }

  /** The commands of the shared connection; none of them may block. */
  private RedisAsyncCommands<String, byte[]> commands() {
    return connection.async();
  }

  /** Another connection, for commands that block. */
  StatefulRedisConnection<String, byte[]> connect() {
    try {
      return connecting(() -> client.connect(KeyValueCodec.INSTANCE));
    } catch (RuntimeException e) {
      throw errors.translate(e);
    }
  }

  /** Another connection, for messages of channels. */
  StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
    try {
      return connecting(() -> client.connectPubSub(KeyValueCodec.INSTANCE));
    } catch (RuntimeException e) {
      throw errors.translate(e);
    }
  }

  /**
   * Connects. If Redis refuses, and closes the connection before the calling thread has begun to
   * wait for it, Lettuce forgets why and complains about itself; another try tells the reason.
   */
  static <C> C connecting(Supplier<C> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.get();
      } catch (RuntimeException e) {
        if (tries == CONNECT_TRIES || !(e.getCause() instanceof IllegalStateException)) {
          throw e;
        }
      }
    }
  }

  Duration commandTimeout() {
    return target.commandTimeout();
  }

  /** Starts a command, and starts it again if the connection broke under it. */
  <T> CompletionStage<T> send(Command<T> command) {
    return send(command, RESENDS);
  }

  private <T> CompletionStage<T> send(Command<T> command, int resends) {
    return command
        .sendTo(commands())
        .exceptionallyCompose(failure ->
            resends > 0 && isBrokenConnection(failure)
                ? send(command, resends - 1)
                : CompletableFuture.failedFuture(failure));
  }

  /** Runs a command and waits for its reply. */
  <T> T call(Command<T> command) {
    return await(send(command));
  }

  /** Starts a script, and sends its text if Redis does not know it yet. */
  <T> CompletionStage<T> start(Script script, Arguments arguments, String... keys) {
    byte[][] values = arguments.toArray();
    byte[] mark = arguments.repetitionMark();
    if (mark != null) {
      return startMarked(script, keys, values, mark);
    }
    return this.<T>send(redis -> redis.evalsha(script.digest(), script.output(), keys, values))
        .exceptionallyCompose(failure ->
            isNoScript(failure)
                ? this.<T>send(redis -> redis.eval(script.text(), script.output(), keys, values))
                : CompletableFuture.failedFuture(failure));
  }

  @SuppressWarnings("unchecked") // what a script with this output answers with
  private <T> CompletionStage<T> startMarked(
      Script script, String[] keys, byte[][] values, byte[] mark) {
    return this.<T>send(redis ->
            (CompletionStage<T>)
                redis.dispatch(
                    CommandType.EVALSHA,
                    new NestedMultiOutput<>(KeyValueCodec.INSTANCE),
                    new SentArguments(script.digest(), keys, values, mark)))
        .exceptionallyCompose(failure ->
            isNoScript(failure)
                ? this.<T>send(redis ->
                    (CompletionStage<T>)
                        redis.dispatch(
                            CommandType.EVAL,
                            new NestedMultiOutput<>(KeyValueCodec.INSTANCE),
                            new SentArguments(script.text(), keys, values, mark)))
                : CompletableFuture.failedFuture(failure));
  }

  /** Runs a script that answers with a list. */
  Reply list(Script script, Arguments arguments, String... keys) {
    return new Reply(await(this.<List<Object>>start(script, arguments, keys)));
  }

  /** Runs a script that answers with a number. */
  long number(Script script, Arguments arguments, String... keys) {
    return await(this.<Long>start(script, arguments, keys));
  }

  /** Runs a script that answers with nothing. */
  void execute(Script script, Arguments arguments, String... keys) {
    await(this.<String>start(script, arguments, keys));
  }

  /**
   * Waits for a reply, which takes no longer than the command timeout. An interrupt is kept for
   * later: what was sent can not be taken back, and its outcome must be known.
   */
  <T> T await(CompletionStage<T> reply) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reply.toCompletableFuture().get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException | CancellationException e) {
      throw errors.translate(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * The same, but for no longer than {@code limit}. Then the reply counts as failed, so that who is
   * to bring it can see that nobody waits any more.
   */
  <T> T await(CompletableFuture<T> reply, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reply.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          reply.completeExceptionally(e);
        }
      }
    } catch (ExecutionException | CancellationException e) {
      throw errors.translate(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  TaskStoreException translate(Throwable failure) {
    return errors.translate(failure);
  }

  @Override
  public void close() {
    shutDown();
  }

  private void shutDown() {
    client.shutdown(Duration.ZERO, CLOSE_LIMIT);
  }

  private static boolean isNoScript(Throwable failure) {
    return cause(failure) instanceof RedisNoScriptException;
  }

  // Lettuce sends most commands again by itself, but fails the one whose reply it was reading.
  private static boolean isBrokenConnection(Throwable failure) {
    return cause(failure) instanceof IOException;
  }

  private static @Nullable Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** What is asked of Redis; it may be asked twice. */
  interface Command<T> {
    CompletionStage<T> sendTo(RedisAsyncCommands<String, byte[]> redis);
  }
}
