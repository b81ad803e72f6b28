package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.LeasedTask;
import dev.belfry.tasks.internal.redis.Taker;
import dev.belfry.tasks.internal.server.Run.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each task on a virtual thread of its own. Nothing that a handler does or throws reaches
 * further than its own run. Thread-safe.
 */
final class WorkerPool {
  private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

  /** How long a cancelled handler may take to say what becomes of its task. */
  static final Duration CANCEL_GRACE = Duration.ofSeconds(1);

  /** With more outcomes unwritten per slot than this, fetching more work would only pile up. */
  private static final int MAX_UNWRITTEN_PER_SLOT = 20;

  private final ServerContext context;
  private final Acknowledger acknowledger;
  private final RunObserver observer;
  private final Verdict verdict;
  private final RunNotes notes;
  private final FailureReporter reporter;
  private final Slots slots;
  private final Buffer buffer = new Buffer();
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private final DeadlineWatch watch;
  private final AtomicLong sequence = new AtomicLong();
  private volatile Runnable onRoom = () -> {};
  private volatile boolean abandoned;

  WorkerPool(ServerContext context, Acknowledger acknowledger, RunObserver observer) {
    this.context = context;
    this.acknowledger = acknowledger;
    this.observer = observer;
    this.verdict = new Verdict(context.settings().failures());
    this.notes = new RunNotes(context);
    this.reporter = new FailureReporter(context.settings().failures().errorHandler());
    this.slots = new Slots(context.settings().concurrency());
    this.watch = new DeadlineWatch(running, context.contact(), this::timeIsUp);
  }

  void start() {
    watch.start();
  }

  /** How many tasks may be fetched now. */
  int room() {
    ServerSettings settings = context.settings();
    return isCongested() ? 0 : settings.concurrency() + settings.prefetch() - load();
  }

  /** How many tasks run, or wait for a slot. */
  int load() {
    return slots.taken() + buffer.size();
  }

  boolean isCongested() {
    return acknowledger.pending() > MAX_UNWRITTEN_PER_SLOT * context.settings().concurrency();
  }

  /** Calls {@code listener} whenever a slot becomes free; it must not block. */
  void onRoom(Runnable listener) {
    onRoom = listener;
  }

  /** Whether it matters how long tasks waited until they were fetched. */
  Taker.Waits waits() {
    return observer.waits();
  }

  /** Starts the fetched tasks as far as there are slots, and holds the others ready. */
  void start(List<LeasedTask> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    if (abandoned) {
      log.warn("{} tasks came after the stop; they run when their leases are over", tasks.size());
      return;
    }
    Instant now = now();
    for (LeasedTask leased : tasks) {
      Run run = new Run(context, leased, now, sequence.incrementAndGet());
      context.held().add(run);
      buffer.add(run);
    }
    if (tasks.size() == 1 || !startElsewhere()) {
      startWaiting();
    }
  }

  /**
   * Has many started from within the pool of virtual threads, where that costs little; each one
   * that is started from outside may have to wake up a thread of the system.
   */
  private boolean startElsewhere() {
    try {
      Thread.ofVirtual().name("belfry-start").start(this::startWaiting);
      return true;
    } catch (Throwable e) {
      log.error("no thread to start handlers from; they are started one by one", e);
      return false;
    }
  }

  private void startWaiting() {
    while (!buffer.isEmpty() && slots.tryTake()) {
      Run run = buffer.poll();
      if (run == null) {
        slots.release();
      } else {
        start(run);
      }
    }
  }

  /** Starts a run, for which a slot is taken. */
  private void start(Run run) {
    run.begin(now());
    if (run.time().isOver()) {
      overdue(run);
      slots.release();
      return;
    }
    running.add(run);
    try {
      Thread.ofVirtual().name("task-" + run.taskId()).start(() -> run.attach(() -> work(run)));
      watch.watch(run.giveUpNanos());
    } catch (Throwable e) {
      log.error("no thread for {}; it goes back to its queue", run, e);
      run.decide(Fate.WRITTEN);
      acknowledger.submit(run, new Ack.Requeue(run.lease(), run.message()));
      running.remove(run);
      slots.release();
    }
  }

  /** If Redis went away since the fetch, the host's clock has to do. */
  private Instant now() {
    try {
      return context.broker().now();
    } catch (RuntimeException e) {
      return Instant.now();
    }
  }

  private void work(Run run) {
    try {
      work(run, task(run));
    } finally {
      ended(run);
    }
  }

  private void work(Run run, Task task) {
    try {
      Outcome outcome =
          observer.observe(
              run,
              () ->
                  Objects.requireNonNull(
                      context.settings().handler().handle(task, run), "the handler returned null"));
      if (settle(run, verdict.of(run, outcome))) {
        reporter.returned(run, task, outcome);
      }
    } catch (Throwable failure) {
      // An Error too: it may have hit one task by chance, and a dead worker helps nobody.
      failed(run, task, failure);
    }
  }

  /**
   * A deadline that passed while the task waited will not come back; a timeout may still suffice.
   */
  private void overdue(Run run) {
    run.interrupt(Interruption.TIME_IS_UP);
    Task task = task(run);
    CompletableFuture<Ack> ack =
        run.message().deadlineSeconds() > 0
            ? CompletableFuture.completedFuture(
                verdict.overdue(run, Interruption.TIME_IS_UP.text + " before the task could run"))
            : verdict.ofInterruption(run, task, Interruption.TIME_IS_UP);
    settleLater(run, task, ack, Interruption.TIME_IS_UP);
  }

  private Task task(Run run) {
    return context.settings().forms().task(run.message());
  }

  private void failed(Run run, Task task, Throwable failure) {
    Interruption interruption = run.interruption();
    if (interruption != null) {
      if (settle(run, verdict.ofInterruption(run, task, interruption).join())) {
        reporter.interrupted(run, task, interruption);
      }
      return;
    }
    log.warn("{} failed in attempt {}", run, run.retried() + 1, failure);
    if (settle(run, verdict.ofFailure(run, task, failure).join())) {
      reporter.failed(run, task, failure).join();
    }
  }

  /** Must not wait: the watch over all runs is the caller. */
  private void timeIsUp(Run run) {
    run.interrupt(Interruption.TIME_IS_UP);
    Interruption reason = Objects.requireNonNull(run.interruption());
    log.warn("{} is cut off: {}", run, reason.text);
    Task task = task(run);
    settleLater(run, task, verdict.ofInterruption(run, task, reason), reason);
  }

  private void settleLater(Run run, Task task, CompletableFuture<Ack> ack, Interruption reason) {
    CompletableFuture<?> unused =
        ack.thenAccept(decided -> {
          if (settle(run, decided)) {
            reporter.interrupted(run, task, reason);
          }
        });
  }

  private boolean settle(Run run, Ack ack) {
    boolean goesBack = ack instanceof Ack.Requeue;
    if (!run.decide(goesBack ? Fate.HANDED_BACK : Fate.WRITTEN)) {
      return false;
    }
    if (!goesBack) {
      acknowledger.submit(run, notes.noted(run, ack));
    }
    observer.decided(run, ack);
    return true;
  }

  private void ended(Run run) {
    running.remove(run);
    slots.release();
    startWaiting();
    onRoom.run();
  }

  /** Cancels the run of that task, if it is here. */
  void cancel(String taskId) {
    Run waiting = buffer.remove(taskId);
    if (waiting != null) {
      log.info("{} is cancelled before it started", waiting);
      waiting.interrupt(Interruption.CANCELLED);
      Task task = task(waiting);
      settleLater(
          waiting,
          task,
          verdict.ofInterruption(waiting, task, Interruption.CANCELLED),
          Interruption.CANCELLED);
      onRoom.run();
    }
    for (Run run : running) {
      if (run.taskId().equals(taskId)) {
        cancel(run);
      }
    }
  }

  /** Once is enough. */
  private void cancel(Run run) {
    if (!run.isCancelled() && !run.isDecided()) {
      log.info("{} is cancelled", run);
      run.interrupt(Interruption.CANCELLED);
      watch.watch(run.giveUpWithin(CANCEL_GRACE));
    }
  }

  /** Cancels a run whose task others have now; whatever its handler says is void. */
  void leaseLost(Run run) {
    if (buffer.remove(run)) {
      log.warn("{} was lost before it started", run);
      onRoom.run();
    } else if (run.decide(Fate.VOID)) {
      log.warn("{} is cut off: its lease was lost", run);
      run.interrupt(Interruption.LEASE_LOST);
      reporter.interrupted(run, task(run), Interruption.LEASE_LOST);
    }
  }

  /** Whether tasks of that queue wait for a slot. */
  boolean holdsReady(String queue) {
    return buffer.any(run -> run.queue().equals(queue));
  }

  /** Takes back all runs that wait for a slot, oldest first; they are to be handed back. */
  List<Run> unstarted() {
    return handedBack(buffer.drain(run -> true));
  }

  /** Those of one queue. */
  List<Run> unstarted(String queue) {
    return handedBack(buffer.drain(run -> run.queue().equals(queue)));
  }

  private static List<Run> handedBack(List<Run> runs) {
    runs.forEach(run -> run.decide(Fate.HANDED_BACK));
    return runs;
  }

  /** The runs whose handlers have not ended and whose fate is open. */
  List<Run> inProgress() {
    return running.stream().filter(run -> !run.isDecided()).toList();
  }

  int taken() {
    return slots.taken();
  }

  /** How many handlers go on although their time is up. */
  long overstaying() {
    return running.stream().filter(Run::isDecided).count();
  }

  /** Waits until no handler runs; false if the deadline came first. */
  boolean awaitIdle(Deadline deadline) throws InterruptedException {
    return slots.awaitAllFree(deadline);
  }

  /** Interrupts all handlers because the server stops; their tasks will go back. */
  void interruptAll() {
    running.forEach(run -> run.interrupt(Interruption.SERVER_STOPS));
  }

  /**
   * Takes the decision from the handlers that still run, and returns all runs to hand back, oldest
   * first.
   */
  List<Run> abandonAll() {
    abandoned = true;
    handedBack(buffer.drain(run -> true));
    running.forEach(run -> run.decide(Fate.HANDED_BACK));
    return context.held().of(Fate.HANDED_BACK);
  }

  void stop(Deadline deadline) throws InterruptedException {
    watch.stop(deadline);
  }
}
