package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.internal.wire.Keys;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way of a client's new tasks into one queue. One script is under way at a time; what comes
 * meanwhile goes together with the next one. So a lone caller never waits for others, and many
 * share a script, over a connection with little on the way where there is one. It also makes a lost
 * reply harmless: Redis remembers the client's last call, and no other can be in doubt.
 * Thread-safe.
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

  /** Larger ones could fill the buffers of a socket, and writing to it has no time limit. */
  private static final int MAX_DIRECT_BYTES = 8192;

  /** The script for one plain task leaves the decision to the one for all. */
  private static final long NOT_JUDGED = 0;

  /** What the two scripts for new tasks have in common: places in the keys of the one for all. */
  private static final int PENDING = 0;

  private static final int MARK = 3;

  /** Its number lets Redis know it again when it comes twice. */
  private record Call(Script script, Arguments arguments, long number, List<String> keys) {
    String[] keyArray() {
      return keys.toArray(String[]::new);
    }
  }

  private final RedisLink link;
  private final RedisClock clock;
  private final Keys keys;
  private final List<String> scriptKeys;
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
        List.of(keys.pending(), keys.scheduled(), keys.groups(), keys.own("call:" + client));
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

  /**
   * Stores a task whose thread waits for it. If nobody else is at it, the calling thread does all
   * of it, and the result is there when this returns; else it goes with those of others.
   */
  void store(EnqueueRequest request) {
    if (request.bytes() > MAX_DIRECT_BYTES || !takeIfIdle()) {
      submit(List.of(request));
      return;
    }
    var batch = List.of(request);
    try {
      var call = call(batch, ++calls);
      Object reply =
          isRegistered(System.nanoTime(), link.generation())
              ? link.direct().run(call.script, call.arguments, call.keyArray())
              : null;
      if (reply == null) {
        dispatch(batch, call);
      } else {
        replied(batch, call, reply, null);
      }
    } catch (RuntimeException e) {
      arrived(batch, null, e);
    }
  }

  /** Makes the lane busy if it is not. */
  private boolean takeIfIdle() {
    lock.lock();
    try {
      if (busy) {
        return false;
      }
      busy = true;
      return true;
    } finally {
      lock.unlock();
    }
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
      dispatch(batch, call(batch, ++calls));
    } catch (RuntimeException e) {
      arrived(batch, null, e);
    }
  }

  private Call call(List<EnqueueRequest> batch, long number) {
    var only = batch.getFirst();
    if (batch.size() == 1 && only.isPlain()) {
      // Must not ask for the time: this may be a network thread.
      OptionalLong now = clock.estimate();
      if (now.isPresent()) {
        return plain(only, number, now.getAsLong());
      }
    }
    return complete(batch, number);
  }

  private Call plain(EnqueueRequest request, long number, long nowMillis) {
    String id = request.id();
    var arguments =
        new Arguments()
            .add(id)
            .add(request.message())
            .add(TimeUnit.MILLISECONDS.toNanos(nowMillis))
            .add(number);
    return new Call(
        Script.ENQUEUE_ONE,
        arguments,
        number,
        List.of(keys.task(id), scriptKeys.get(PENDING), scriptKeys.get(MARK)));
  }

  private Call complete(List<EnqueueRequest> batch, long number) {
    var arguments =
        new Arguments()
            .add(keys.taskPrefix())
            .add(keys.groupPrefix())
            .add(keys.prefix())
            .add(keys.dueChannel())
            .add(number)
            .add(keys.groupsChannel())
            .add(keys.own("once:"));
    batch.forEach(request -> request.addTo(arguments));
    return new Call(Script.ENQUEUE, arguments, number, scriptKeys);
  }

  private void dispatch(List<EnqueueRequest> batch, Call call) {
    CompletionStage<?> registered = register();
    CompletionStage<Object> reply = link.startPiped(call.script, call.arguments, call.keyArray());
    if (registered != null) {
      var stored = reply;
      reply = registered.handle((any, failure) -> failure).thenCompose(any -> stored);
    }
    reply.whenComplete((result, failure) -> replied(batch, call, result, failure));
  }

  private void replied(
      List<EnqueueRequest> batch, Call call, @Nullable Object reply, @Nullable Throwable failure) {
    if (reply instanceof Long judged && judged == NOT_JUDGED) {
      try {
        dispatch(batch, complete(batch, call.number));
      } catch (RuntimeException e) {
        arrived(batch, null, e);
      }
    } else {
      arrived(batch, reply, failure);
    }
  }

  /** Registers the queue if that is due, else null. If it fails, the next call tries again. */
  private @Nullable CompletionStage<?> register() {
    long now = System.nanoTime();
    long generation = link.generation();
    if (isRegistered(now, generation)) {
      return null;
    }
    return link.send(redis -> redis.sadd(link.keyspace().queues(), keys.queue().getBytes(UTF_8)))
        .thenAccept(ignored -> {
          registeredAt = now;
          registeredOn = generation;
        });
  }

  private boolean isRegistered(long now, long generation) {
    return now - registeredAt < REGISTER_EVERY_NANOS && generation == registeredOn;
  }

  private void arrived(
      List<EnqueueRequest> batch, @Nullable Object results, @Nullable Throwable failure) {
    if (results != null) {
      stored(batch, results);
    } else if (failure != null) {
      failed(batch, failure);
    }
  }

  /**
   * Sends what has come meanwhile, and then tells the callers. If nothing has come, all of them
   * wait for this: they are told first, and what they send next goes together, instead of the first
   * one of them alone and the others when that is back.
   */
  private void stored(List<EnqueueRequest> batch, Object results) {
    boolean company = batch.size() > 1;
    List<EnqueueRequest> following = takeNext(company);
    if (company && following.isEmpty()) {
      try {
        tell(batch, results);
      } finally {
        goOn(takeNext(false));
      }
    } else {
      goOn(following);
      tell(batch, results);
    }
  }

  private void goOn(List<EnqueueRequest> following) {
    send(following);
    if (following.isEmpty() && link.generation() != registeredOn) {
      register();
    }
  }

  private void failed(List<EnqueueRequest> batch, Throwable failure) {
    // Redis is away: each portion of those that wait would wait as long again, one by one.
    List<EnqueueRequest> others = isAnswer(failure) ? List.of() : giveUp();
    send(takeNext(false));
    others.forEach(request -> request.fail(failure));
    batch.forEach(request -> request.fail(failure));
  }

  private List<EnqueueRequest> giveUp() {
    lock.lock();
    try {
      var all = List.copyOf(waiting);
      waiting.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** What goes next. If there is nothing, the lane is free from now on, or kept. */
  private List<EnqueueRequest> takeNext(boolean keep) {
    lock.lock();
    try {
      List<EnqueueRequest> following = next();
      busy = keep || !following.isEmpty();
      return following;
    } finally {
      lock.unlock();
    }
  }

  private void tell(List<EnqueueRequest> batch, Object results) {
    if (results instanceof Long judged) {
      batch.getFirst().complete(judged);
      return;
    }
    var reply = new Reply((List<?>) results);
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
