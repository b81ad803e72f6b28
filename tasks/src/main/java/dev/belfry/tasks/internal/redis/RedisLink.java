package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Kind;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one Redis. Commands of all threads share one connection and so are pipelined.
 * Thread-safe.
 */
final class RedisLink implements AutoCloseable {
  /** Between two tries while the master is being replaced. */
  private static final Duration RESEND_PAUSE = Duration.ofMillis(50);

  private final RedisTarget target;
  private final Keyspace keyspace;
  private final StoreErrors errors;
  private final RedisConnections connections;
  private final Replicas replicas;
  private final DirectLines direct;
  private final PipedLines piped;
  private final @Nullable LateReplies late;
  private volatile boolean closed;

  private RedisLink(RedisTarget target) {
    this.target = target;
    keyspace = new Keyspace(target.namespace());
    errors = new StoreErrors(target);
    try {
      connections = RedisConnections.open(target);
    } catch (RuntimeException | LinkageError e) {
      throw errors.translate(e);
    }
    replicas = new Replicas(target, this);
    direct = new DirectLines(target, connections::generation);
    piped = new PipedLines(target, connections::generation);
    boolean failsOver = target.kind() == Kind.SENTINEL || target.kind() == Kind.CLUSTER;
    late = failsOver ? new LateReplies(connections::lookAround) : null;
  }

  static RedisLink open(RedisTarget target) {
    var link = new RedisLink(target);
    try {
      ServerCheck.check(target, link);
      return link;
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** The names of the keys that all queues share. */
  Keyspace keyspace() {
    return keyspace;
  }

  /** The names of the keys of a queue. */
  Keys keys(String queue) {
    if (target.kind() == Kind.CLUSTER && queue.startsWith("}")) {
      throw new IllegalArgumentException(
          "a queue in a Redis Cluster must not begin with '}': " + queue);
    }
    return keyspace.queue(queue);
  }

  /** Whether queues live in different slots. */
  boolean isCluster() {
    return target.kind() == Kind.CLUSTER;
  }

  /** Another connection, for commands that block. */
  RedisConnections.Line connect() {
    try {
      return connections.connect();
    } catch (RuntimeException e) {
      throw errors.translate(e);
    }
  }

  /** Another connection, for messages of channels. */
  StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
    try {
      return connections.connectPubSub();
    } catch (RuntimeException e) {
      throw errors.translate(e);
    }
  }

  Duration commandTimeout() {
    return target.commandTimeout();
  }

  /**
   * Starts a command, and starts it again while the connection breaks under it or the master is
   * being replaced, for no longer than the command timeout.
   */
  <T> CompletionStage<T> send(Command<T> command) {
    return send(command, patience());
  }

  private <T> CompletionStage<T> send(Command<T> command, long deadline) {
    return sendOnce(command).exceptionallyCompose(failure -> resend(command, failure, deadline));
  }

  /** Until when to try. Who waits for as long as the command timeout is to learn why it failed. */
  private long patience() {
    return System.nanoTime() + target.commandTimeout().toNanos() / 10 * 9;
  }

  private <T> CompletionStage<T> sendOnce(Command<T> command) {
    try {
      CompletionStage<T> reply = command.sendTo(connections.commands());
      return late == null ? reply : late.watch(reply);
    } catch (RedisException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The quick way for calls whose thread waits. */
  DirectLines direct() {
    return direct;
  }

  /** Changes whenever a connection that carried commands was closed. */
  long generation() {
    return connections.generation();
  }

  /** Finds out, in the background, whether somebody else has become the master. */
  void lookAround() {
    connections.lookAround();
  }

  private <T> CompletionStage<T> resend(Command<T> command, Throwable failure, long deadline) {
    Trouble trouble = Trouble.of(failure);
    long left = deadline - System.nanoTime();
    if (closed || trouble == Trouble.NONE || left <= 0) {
      return CompletableFuture.failedFuture(failure);
    }
    if (trouble == Trouble.MOVED) {
      connections.lookAround();
    }
    var again = new CompletableFuture<T>();
    CompletableFuture.delayedExecutor(RESEND_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() ->
            send(command, deadline)
                .whenComplete((value, next) -> {
                  if (next == null) {
                    again.complete(value);
                  } else {
                    again.completeExceptionally(next);
                  }
                }));
    // What the first try said tells more than that the time is over.
    return again
        .orTimeout(left, TimeUnit.NANOSECONDS)
        .exceptionallyCompose(next ->
            CompletableFuture.failedFuture(next instanceof TimeoutException ? failure : next));
  }

  /** Runs a command and waits for its reply. */
  <T> T call(Command<T> command) {
    return await(send(command));
  }

  /**
   * Starts a script. If it writes what must outlive the master, its result comes when the replicas
   * have that; if the connection breaks in between, the script is started again.
   */
  <T> CompletionStage<T> start(Script script, Arguments arguments, String... keys) {
    if (target.replicas() == 0 || !script.mustOutliveMaster()) {
      return run(script, arguments, keys);
    }
    return runAndKeep(script, arguments, keys, patience());
  }

  /**
   * The same over a connection for scripts that come often, if there is one. The script must be one
   * that may run twice, with a repetition mark if that matters.
   */
  <T> CompletionStage<T> startPiped(Script script, Arguments arguments, String... keys) {
    CompletableFuture<@Nullable Object> quick = piped.run(script, arguments, keys);
    if (quick == null) {
      return start(script, arguments, keys);
    }
    @SuppressWarnings("unchecked") // what a script with this output answers with
    var reply = (CompletionStage<T>) quick;
    return reply.exceptionallyCompose(failure -> {
      if (closed || PlainSocket.isFinal(failure)) {
        return CompletableFuture.failedFuture(failure);
      }
      arguments.markRepeated();
      return start(script, arguments, keys);
    });
  }

  private <T> CompletionStage<T> runAndKeep(
      Script script, Arguments arguments, String[] keys, long deadline) {
    long before = generation();
    CompletionStage<T> written = run(script, arguments, keys);
    return written.thenCompose(result ->
        replicas
            .await(keys[0])
            .handle((done, failure) -> {
              if (failure == null && generation() == before) {
                return CompletableFuture.completedStage(result);
              }
              // It may have been somebody else's replicas.
              return !closed && System.nanoTime() < deadline
                  ? this.<T>runAndKeep(script, arguments, keys, deadline)
                  : CompletableFuture.<T>failedStage(unknown(failure));
            })
            .thenCompose(stage -> stage));
  }

  private static Throwable unknown(@Nullable Throwable failure) {
    return failure == null
        ? new IOException("the connection broke before the replicas had the write")
        : failure;
  }

  /** Sends the digest of a script, and its text if Redis does not know it yet. */
  private <T> CompletionStage<T> run(Script script, Arguments arguments, String[] keys) {
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

  /** Runs a script that answers with a text. */
  String text(Script script, Arguments arguments, String... keys) {
    return new String(await(this.<byte[]>start(script, arguments, keys)), UTF_8);
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
    if (Trouble.of(failure) == Trouble.MOVED) {
      connections.lookAround();
    }
    return errors.translate(failure);
  }

  @Override
  public void close() {
    closed = true;
    if (late != null) {
      late.close();
    }
    direct.close();
    piped.close();
    connections.close();
  }

  private static boolean isNoScript(Throwable failure) {
    return Trouble.cause(failure) instanceof RedisNoScriptException;
  }

  /** What is asked of Redis; it may be asked twice. */
  interface Command<T> {
    CompletionStage<T> sendTo(RedisClusterAsyncCommands<String, byte[]> redis);
  }
}
