package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.internal.wire.Keys;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way of a client's new tasks into one queue. One script is under way at a time; what comes
 * meanwhile goes together with the next one. So a lone caller never waits for others, and many
 * share a script. It also makes a lost reply harmless: Redis remembers the client's last call, and
 * no other can be in doubt. Thread-safe.
 */
final class EnqueueLane {
  /** Keeps one script below a millisecond. */
  private static final int MAX_TASKS = 128;

  /** Keeps one command small enough for the buffers on its way; a larger task goes alone. */
  private static final int MAX_BYTES = 1 << 20;

  /**
   * A queue that was removed becomes visible again after this time, although it is not registered
   * with each task, which would cost a quarter of the throughput.
   */
  private static final long REGISTER_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final RedisLink link;
  private final RedisClock clock;
  private final Keys keys;
  private final String[] scriptKeys;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<EnqueueRequest> waiting = new ArrayDeque<>();
  private boolean busy;
  // The following belong to whoever made the lane busy.
  private long calls;
  private volatile long registeredAt = System.nanoTime() - REGISTER_EVERY_NANOS - 1;
  // Another master may not know the queue.
  private volatile long registeredOn;

  EnqueueLane(RedisLink link, RedisClock clock, String client, Keys keys) {
    this.link = link;
    this.clock = clock;
    this.keys = keys;
    scriptKeys =
        new String[] {keys.pending(), keys.scheduled(), keys.groups(), keys.own("call:" + client)};
  }

  /** Stores tasks in this order; their results say when. Returns at once. */
  void submit(Collection<EnqueueRequest> requests) {
    List<EnqueueRequest> batch;
    lock.lock();
    try {
      waiting.addAll(requests);
      if (busy) {
        return;
      }
      batch = next();
      busy = !batch.isEmpty();
    } finally {
      lock.unlock();
    }
    send(batch);
  }

  private List<EnqueueRequest> next() {
    var batch = new ArrayList<EnqueueRequest>();
    int bytes = 0;
    while (batch.size() < MAX_TASKS) {
      var request = waiting.peek();
      if (request == null || (!batch.isEmpty() && bytes + request.bytes() > MAX_BYTES)) {
        break;
      }
      waiting.remove();
      if (!request.isGivenUp()) {
        bytes += request.bytes();
        batch.add(request);
      }
    }
    return batch;
  }

  private void send(List<EnqueueRequest> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      var arguments =
          new Arguments()
              .add(keys.taskPrefix())
              .add(keys.groupPrefix())
              .add(keys.prefix())
              .add(keys.dueChannel())
              .add(++calls)
              .add(keys.groupsChannel())
              .add(keys.own("once:"));
      batch.forEach(request -> request.addTo(arguments));
      CompletionStage<?> registered = register();
      CompletionStage<List<Object>> reply = link.start(Script.ENQUEUE, arguments, scriptKeys);
      if (registered != null) {
        var stored = reply;
        reply = registered.handle((any, failure) -> failure).thenCompose(any -> stored);
      }
      reply.whenComplete((results, failure) -> arrived(batch, results, failure));
    } catch (RuntimeException e) {
      arrived(batch, null, e);
    }
  }

  /** Registers the queue if that is due, else null. If it fails, the next call tries again. */
  private @Nullable CompletionStage<?> register() {
    long now = System.nanoTime();
    long generation = link.generation();
    if (now - registeredAt < REGISTER_EVERY_NANOS && generation == registeredOn) {
      return null;
    }
    return link.send(redis -> redis.sadd(link.keyspace().queues(), keys.queue().getBytes(UTF_8)))
        .thenAccept(ignored -> {
          registeredAt = now;
          registeredOn = generation;
        });
  }

  /** Sends what has come meanwhile, and then tells the callers. */
  private void arrived(
      List<EnqueueRequest> batch, @Nullable List<Object> results, @Nullable Throwable failure) {
    var failed = new ArrayList<EnqueueRequest>();
    List<EnqueueRequest> following;
    lock.lock();
    try {
      if (failure != null && !isAnswer(failure)) {
        // Redis is away: each portion of these would wait as long again, one after the other.
        failed.addAll(waiting);
        waiting.clear();
      }
      following = next();
      busy = !following.isEmpty();
    } finally {
      lock.unlock();
    }
    send(following);
    if (results != null) {
      if (following.isEmpty() && link.generation() != registeredOn) {
        register();
      }
      tell(batch, results);
    } else if (failure != null) {
      failed.addAll(batch);
      failed.forEach(request -> request.fail(failure));
    }
  }

  private void tell(List<EnqueueRequest> batch, List<Object> results) {
    var reply = new Reply(results);
    clock.sample(reply.number(0));
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).complete(reply.number(i + 1));
    }
  }

  /** Whether Redis has answered, if only to refuse. */
  private static boolean isAnswer(Throwable failure) {
    return failure instanceof RedisCommandExecutionException
        || failure.getCause() instanceof RedisCommandExecutionException;
  }
}
