package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.loop.RedisContact;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.Exchange;
import dev.belfry.tasks.internal.redis.Taker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import dev.belfry.tasks.internal.redis.Wake;
import dev.belfry.tasks.internal.server.QueueLane.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes successes to Redis and brings tasks back, both in one round trip: as many tasks as there is
 * room for, as soon as there is some. While a round trip is under way, successes and room gather
 * for the next one, so that under load the batches grow by themselves. A single task never waits
 * for company, and others only for handlers that end at once ({@link Gathering}).
 *
 * <p>All decisions are made in {@link Turns}, which the ends of handlers and the replies of Redis
 * cause: on the way from a reply to the handlers and from them to the next exchange no other thread
 * is needed. What may block, waiting for a push for example, a loop does on a thread of its own.
 */
final class Exchanger {
  /** Large batches overlap: Redis works on one while the handlers of the other run. */
  private static final int MAX_FLIGHTS = 2;

  /** Smaller batches are not worth a second round trip: each costs Redis as much as three tasks. */
  private static final int WORTHWHILE = 50;

  /** How long Redis waits for a push; after that the wait begins again. */
  private static final Duration IDLE_WAIT = Duration.ofSeconds(60);

  /** Between looks whether a queue is paused of which tasks are held ready. */
  private static final Duration HELD_LOOK = Duration.ofSeconds(5);

  /** After a failed wait. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private record Landing(
      QueueLane lane,
      int asked,
      List<Run> load,
      @Nullable Exchange exchange,
      @Nullable Throwable failure) {}

  private final TaskBroker broker;
  private final HeldRuns held;
  private final RedisContact contact;
  private final String name;
  private final QueuePicker picker;
  private final WorkerPool pool;
  private final Acknowledger acknowledger;
  private final Map<String, QueueLane> lanes = new LinkedHashMap<>();
  private final Queue<Landing> landings = new ConcurrentLinkedQueue<>();
  private final Turns turns = new Turns(this::turn);
  private final Gathering gathering = new Gathering(turns::request, System::nanoTime);
  private final Loop loop;
  private final CountDownLatch quiet = new CountDownLatch(1);
  private final CountDownLatch drained = new CountDownLatch(1);

  /** For what no push tells: the end of a pause, a Redis that cannot wait. */
  private final Duration poll;

  private final Duration longest;

  private int asked;
  private int flights;

  /** Whether some runs are still to be handed back. For the loop. */
  private boolean owing;

  private volatile boolean quiesced;
  private volatile boolean stopping;
  private volatile boolean pollOnly;

  Exchanger(ServerContext context, WorkerPool pool, Acknowledger acknowledger) {
    ServerSettings settings = context.settings();
    this.broker = context.broker();
    this.held = context.held();
    this.contact = context.contact();
    // Beside what the broker adds, enough for people to know the server by.
    this.name = context.identity().serverId().substring(0, 8);
    this.picker = new QueuePicker(settings.queues(), settings.order(), new SplittableRandom());
    this.pool = pool;
    this.acknowledger = acknowledger;
    this.poll = settings.intervals().taskCheck();
    this.longest = settings.prefetch() > 0 ? HELD_LOOK : IDLE_WAIT;
    settings.queues().keySet().forEach(queue -> lanes.put(queue, new QueueLane(queue)));
    this.loop = new Loop("exchanger", contact, this::tend);
  }

  void start() {
    loop.start();
    turns.request();
  }

  /** The run succeeded; it is written when {@link #wake} is called. */
  void add(Run success) {
    QueueLane lane = lanes.get(success.queue());
    if (lane == null) {
      throw new IllegalStateException(success + " is not of a queue of this server: " + lanes);
    }
    lane.add(success);
  }

  /** There is room, or a success to write. Does not block. */
  void wake() {
    turns.request();
  }

  /** Asks for nothing from now on. Returns at once. */
  void quiesce() {
    quiesced = true;
    turns.request();
    loop.wake();
  }

  /** Waits until nothing that was asked for can still come. */
  void awaitQuiet(Deadline deadline) throws InterruptedException {
    boolean ignored = quiet.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Writes what is to be written, as far as the deadline allows. */
  void stop(Deadline deadline) throws InterruptedException {
    quiesce();
    stopping = true;
    turns.request();
    boolean ignored = drained.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    loop.stop(deadline);
  }

  private void turn() {
    for (Landing landing = landings.poll(); landing != null; landing = landings.poll()) {
      land(landing);
    }
    int room = quiesced ? 0 : pool.room() - asked;
    int least = gathering.pays(pool.load()) && !quiesced ? WORTHWHILE : 1;
    QueueLane first = room >= least ? firstOpen() : null;
    int rest = 0;
    for (QueueLane lane : lanes.values()) {
      rest += exchange(lane, lane == first ? room : 0, least);
    }
    if (quiesced && asked == 0) {
      quiet.countDown();
      if (stopping && flights == 0 && rest == 0) {
        drained.countDown();
      }
    }
  }

  private @Nullable QueueLane firstOpen() {
    for (String queue : picker.next()) {
      QueueLane lane = lanes.get(queue);
      if (lane != null && lane.gate() == Gate.OPEN) {
        return lane;
      }
    }
    return null;
  }

  /** Sends what is worth a round trip; returns how many successes still wait. */
  private int exchange(QueueLane lane, int wanted, int least) {
    int room = wanted;
    int waiting = lane.waiting();
    while (Math.max(waiting, room) >= (lane.flights() == 0 ? least : WORTHWHILE)
        && lane.flights() < MAX_FLIGHTS) {
      int ask = Math.min(room, TaskBroker.MAX_EXCHANGE);
      List<Run> load = lane.depart(TaskBroker.MAX_EXCHANGE);
      waiting -= load.size();
      room -= ask;
      asked += ask;
      flights++;
      send(lane, load, ask);
    }
    return waiting;
  }

  private void send(QueueLane lane, List<Run> load, int ask) {
    List<Ack.Done> successes = new ArrayList<>(load.size());
    for (Run run : load) {
      successes.add(new Ack.Done(run.lease(), run.message()));
    }
    CompletionStage<Exchange> reply;
    try {
      reply = broker.exchange(lane.queue(), successes, ask, new Taker(name, pool.waits()));
    } catch (RuntimeException | Error e) {
      // An Error too: what is counted as under way must land.
      reply = CompletableFuture.failedFuture(e);
    }
    reply.whenComplete((exchange, failure) -> {
      try {
        if (exchange != null) {
          pool.start(exchange.fetch().tasks());
        }
      } finally {
        // Whatever happened there, this round trip is over.
        landings.add(new Landing(lane, ask, load, exchange, failure));
        turns.request();
      }
    });
  }

  private void land(Landing landing) {
    asked -= landing.asked;
    flights--;
    QueueLane lane = landing.lane;
    Exchange exchange = landing.exchange;
    if (exchange == null) {
      contact.failed("exchanging with queue " + lane.queue(), cause(landing.failure));
      lane.crashed();
      // One by one if need be, and for as long as it takes.
      landing.load.forEach(acknowledger::submitAgain);
      loop.wake();
      return;
    }
    contact.succeeded();
    if (!exchange.fetch().tasks().isEmpty()) {
      gathering.begun();
    }
    lane.landed(landing.asked, exchange.fetch());
    if (exchange.unsettled().isEmpty()) {
      landing.load.forEach(held::remove);
    } else {
      settleOthers(landing.load, exchange);
    }
    if (lane.gate() != Gate.OPEN || quiesced) {
      loop.wake();
    }
  }

  private void settleOthers(List<Run> load, Exchange exchange) {
    List<String> unsettled =
        exchange.unsettled().stream().map(success -> success.lease().id()).toList();
    for (Run run : load) {
      if (unsettled.contains(run.lease().id())) {
        acknowledger.submitAgain(run);
      } else {
        held.remove(run);
      }
    }
  }

  private static Throwable cause(@Nullable Throwable failure) {
    return failure == null ? new IllegalStateException("no reply and no failure") : failure;
  }

  /** What may block. Returns when to look again. */
  private Duration tend() {
    if (quiesced) {
      handBack(pool.unstarted());
      return IDLE_WAIT;
    }
    if (owing) {
      handBack(List.of());
    }
    Duration pause = longest;
    for (QueueLane lane : lanes.values()) {
      pause = min(pause, tend(lane));
    }
    return pause;
  }

  /** If this fails, they go back with the next ones, or at the end. */
  private void handBack(List<Run> unstarted) {
    owing |= !unstarted.isEmpty();
    if (owing) {
      acknowledger.handBack(held.of(Run.Fate.HANDED_BACK));
      owing = false;
    }
  }

  private Duration tend(QueueLane lane) {
    if (pool.holdsReady(lane.queue()) && broker.isPaused(lane.queue())) {
      handBack(pool.unstarted(lane.queue()));
    }
    switch (lane.gate()) {
      case OPEN, AWAITED -> {
        return IDLE_WAIT;
      }
      case EMPTY -> {
        return awaitPush(lane);
      }
      case PAUSED -> {
        handBack(pool.unstarted(lane.queue()));
        if (broker.isPaused(lane.queue())) {
          return poll;
        }
        contact.succeeded();
      }
      case FAILED -> {
        long left = lane.opensAt() - System.nanoTime();
        if (left > 0) {
          return Duration.ofNanos(left);
        }
      }
    }
    open(lane);
    return IDLE_WAIT;
  }

  private void open(QueueLane lane) {
    lane.gate(Gate.OPEN);
    turns.request();
  }

  /** Returns when to look even if no push is told. */
  private Duration awaitPush(QueueLane lane) {
    lane.gate(Gate.AWAITED);
    if (pollOnly) {
      CompletableFuture.delayedExecutor(poll.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
          .execute(() -> open(lane));
      return IDLE_WAIT;
    }
    CompletableFuture<?> unused =
        broker
            .awaitPending(lane.queue(), IDLE_WAIT)
            .whenComplete((wake, failure) -> waited(lane, wake, failure));
    return IDLE_WAIT;
  }

  private void waited(QueueLane lane, @Nullable Wake wake, @Nullable Throwable failure) {
    if (quiesced) {
      return;
    }
    if (failure != null) {
      contact.failed("waiting for tasks", failure);
      CompletableFuture.delayedExecutor(SOON.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
          .execute(() -> open(lane));
      return;
    }
    contact.succeeded();
    pollOnly = wake == Wake.UNSUPPORTED;
    if (wake == Wake.TIMEOUT) {
      // There was nothing all the time.
      lane.gate(Gate.EMPTY);
      loop.wake();
    } else {
      open(lane);
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
