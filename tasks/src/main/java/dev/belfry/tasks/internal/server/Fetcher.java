package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.loop.RedisContact;
import dev.belfry.tasks.internal.redis.Fetch;
import dev.belfry.tasks.internal.redis.TaskBroker;
import dev.belfry.tasks.internal.redis.Wake;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes tasks from the queues: as many as there are free slots, as soon as there is one. A queue
 * found empty is left alone until Redis tells that something was pushed to it.
 */
final class Fetcher {
  /** Bounds how long one script keeps Redis busy. */
  private static final int MAX_BATCH = 100;

  /** How long Redis waits for a push before a look is taken anyway; the safety net. */
  private static final Duration IDLE_WAIT = Duration.ofSeconds(10);

  /** After a failed wait, and while too many outcomes wait to be written. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TaskBroker broker;
  private final String owner;
  private final QueuePicker picker;
  private final WorkerPool pool;
  private final RedisContact contact;
  private final Loop loop;
  private final Map<String, CompletableFuture<Wake>> waits = new HashMap<>();

  /** For what no push tells: the end of a pause, a Redis that cannot wait. */
  private final Duration poll;

  private volatile boolean quiesced;
  private volatile boolean pollOnly;

  Fetcher(ServerContext context, String owner, WorkerPool pool) {
    ServerSettings settings = context.settings();
    this.broker = context.broker();
    this.owner = owner;
    this.picker = new QueuePicker(settings.queues(), settings.order(), new SplittableRandom());
    this.pool = pool;
    this.contact = context.contact();
    this.poll = settings.intervals().taskCheck();
    this.loop = new Loop("fetcher", contact, this::fetch);
  }

  void start() {
    loop.start();
  }

  /** A slot became free. */
  void wake() {
    loop.wake();
  }

  void quiesce() {
    quiesced = true;
    loop.quiesce();
  }

  void stop(Deadline deadline) throws InterruptedException {
    quiesce();
    loop.stop(deadline);
  }

  private Duration fetch() {
    boolean found = false;
    Duration pause = IDLE_WAIT;
    // A slot that becomes free in the meantime is for the next look, which asks the first queue
    // first.
    int room = pool.room();
    if (room == 0) {
      return pool.isCongested() ? SOON : IDLE_WAIT;
    }
    for (String queue : picker.next()) {
      if (room == 0 || quiesced) {
        break;
      }
      if (isWaiting(queue)) {
        continue;
      }
      Fetch fetch = broker.dequeue(queue, Math.min(room, MAX_BATCH), owner);
      room -= fetch.tasks().size();
      contact.succeeded();
      pool.start(fetch.tasks());
      switch (fetch.status()) {
        case FOUND -> found = true;
        case PAUSED -> pause = min(pause, poll);
        case EMPTY -> pause = min(pause, awaitPush(queue));
      }
    }
    return found ? Duration.ZERO : pause;
  }

  private boolean isWaiting(String queue) {
    CompletableFuture<Wake> wait = waits.get(queue);
    return wait != null && !wait.isDone();
  }

  /** Returns when to look even if no push is told. */
  private Duration awaitPush(String queue) {
    if (pollOnly) {
      return poll;
    }
    CompletableFuture<Wake> wait = broker.awaitPending(queue, IDLE_WAIT);
    waits.put(queue, wait);
    CompletableFuture<?> unused = wait.whenComplete(this::waited);
    return IDLE_WAIT;
  }

  private void waited(@Nullable Wake wake, @Nullable Throwable failure) {
    if (quiesced) {
      return;
    }
    if (failure != null) {
      contact.failed("waiting for tasks", failure);
      CompletableFuture.delayedExecutor(SOON.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
          .execute(loop::wake);
      return;
    }
    contact.succeeded();
    pollOnly = wake == Wake.UNSUPPORTED;
    loop.wake();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
