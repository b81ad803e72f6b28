package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * The connections to one Redis. Commands of all threads share one connection and so are pipelined.
 * Thread-safe.
 */
final class RedisLink implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final RedisTarget target;
  private final StoreErrors errors;
  private final RedisClient client;
  private final StatefulRedisConnection<String, byte[]> connection;

  private RedisLink(RedisTarget target) {
    this.target = target;
    errors = new StoreErrors(target);
    client = RedisClients.create(target);
    try {
      connection = client.connect(KeyValueCodec.INSTANCE);
    } catch (RuntimeException e) {
      shutDown();
      throw errors.translate(e);
    }
  }

  static RedisLink open(RedisTarget target) {
    return new RedisLink(target);
  }

  /** The commands of the shared connection; none of them may block. */
  RedisAsyncCommands<String, byte[]> commands() {
    return connection.async();
  }

  /** Another connection, for commands that block. */
  StatefulRedisConnection<String, byte[]> connect() {
    try {
      return client.connect(KeyValueCodec.INSTANCE);
    } catch (RuntimeException e) {
      throw errors.translate(e);
    }
  }

  /** Another connection, for messages of channels. */
  StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
    try {
      return client.connectPubSub(KeyValueCodec.INSTANCE);
    } catch (RuntimeException e) {
      throw errors.translate(e);
    }
  }

  Duration commandTimeout() {
    return target.commandTimeout();
  }

  /** Starts a script, and sends its text if Redis does not know it yet. */
  <T> CompletionStage<T> start(Script script, Arguments arguments, String... keys) {
    byte[][] values = arguments.toArray();
    CompletionStage<T> first = commands().evalsha(script.digest(), script.output(), keys, values);
    return first.exceptionallyCompose(failure -> {
      if (isNoScript(failure)) {
        return commands().<T>eval(script.text(), script.output(), keys, values);
      }
      return CompletableFuture.failedFuture(failure);
    });
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
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RedisNoScriptException;
  }
}
