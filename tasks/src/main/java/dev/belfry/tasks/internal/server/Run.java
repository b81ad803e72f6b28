package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.Lease;
import dev.belfry.tasks.internal.redis.LeasedTask;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One run of one task, from its fetch to the end of its handler. Its fate is decided once: by the
 * handler's return, or before that by the watch over its time, a lost lease or the server's stop.
 * Thread-safe.
 */
final class Run implements TaskContext {
  /** What becomes of the task. */
  enum Fate {
    /** Its handler will say. */
    OPEN,
    /** An outcome is written. */
    WRITTEN,
    /** It goes back to its queue when the server has stopped. */
    HANDED_BACK,
    /** Others have it: nothing is written. */
    VOID
  }

  private final ServerContext context;
  private final TaskMessage message;
  private final long sequence;
  private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.OPEN);
  private final AtomicBoolean cutOff = new AtomicBoolean();
  private final ReentrantLock threadLock = new ReentrantLock();
  private @Nullable Thread handlerThread;
  private volatile Lease lease;
  private volatile @Nullable Interruption interruption;
  private final Optional<Duration> waitedInQueue;
  private final long fetchedNanos;
  private volatile RunTime time;
  private volatile long giveUpNanos;

  /** Of a task that was fetched at {@code now}. */
  Run(ServerContext context, LeasedTask leased, Instant now, long sequence) {
    this.sequence = sequence;
    this.context = context;
    this.message = leased.message();
    this.lease = leased.lease();
    this.waitedInQueue = leased.waited();
    this.time = RunTime.of(message, now);
    this.fetchedNanos = time.startedNanos();
    this.giveUpNanos = time.deadlineNanos();
  }

  /** Its handler is about to start: from now on its time counts. */
  void begin(Instant now) {
    time = RunTime.of(message, now);
    giveUpNanos = time.deadlineNanos();
  }

  TaskMessage message() {
    return message;
  }

  RunTime time() {
    return time;
  }

  /** From when the task was ready to run until its handler started, if that is known. */
  Optional<Duration> waited() {
    return waitedInQueue.map(it -> it.plusNanos(time.startedNanos() - fetchedNanos));
  }

  /** Grows from run to run in the order in which they were fetched. */
  long sequence() {
    return sequence;
  }

  Lease lease() {
    return lease;
  }

  void extended(Lease extended) {
    lease = extended;
  }

  /** Whether the caller is the one that decides what becomes of the task. */
  boolean decide(Fate decision) {
    return fate.compareAndSet(Fate.OPEN, decision);
  }

  Fate fate() {
    return fate.get();
  }

  boolean isDecided() {
    return fate() != Fate.OPEN;
  }

  /** Why the handler was interrupted, or null. The first reason counts. */
  @Nullable Interruption interruption() {
    return interruption;
  }

  /** When the fate of the task is decided without its handler; on the monotonic clock. */
  long giveUpNanos() {
    return giveUpNanos;
  }

  /** Brings that moment nearer, and returns it. */
  long giveUpWithin(Duration grace) {
    long soon = System.nanoTime() + grace.toNanos();
    if (soon - giveUpNanos < 0) {
      giveUpNanos = soon;
    }
    return giveUpNanos;
  }

  /** Whether the caller is the first to cut the handler off. */
  boolean cutOff() {
    return cutOff.compareAndSet(false, true);
  }

  /** Runs {@code work} on this thread, which can be interrupted from now until it returns. */
  void attach(Runnable work) {
    setThread(Thread.currentThread());
    try {
      work.run();
    } finally {
      setThread(null);
      // An interrupt meant for the handler must not hit what this thread does afterwards.
      boolean ignored = Thread.interrupted();
    }
  }

  void interrupt(Interruption reason) {
    threadLock.lock();
    try {
      if (interruption == null) {
        interruption = reason;
      }
      if (handlerThread != null) {
        handlerThread.interrupt();
      }
    } finally {
      threadLock.unlock();
    }
  }

  private void setThread(@Nullable Thread thread) {
    threadLock.lock();
    try {
      handlerThread = thread;
      if (thread != null && interruption != null) {
        thread.interrupt();
      }
    } finally {
      threadLock.unlock();
    }
  }

  /** Whether another failure archives the task. */
  boolean isLastAttempt() {
    return message.retried() >= message.maxRetry();
  }

  Ack retry(String error, Duration delay) {
    return isLastAttempt()
        ? new Ack.Archive(lease, message, error)
        : new Ack.Retry(lease, message, error, delay, Ack.Cost.RETRY);
  }

  @Override
  public String taskId() {
    return message.id();
  }

  @Override
  public String queue() {
    return message.queue();
  }

  @Override
  public int retried() {
    return message.retried();
  }

  @Override
  public int maxRetry() {
    return message.maxRetry();
  }

  @Override
  public Instant deadline() {
    return time.deadline();
  }

  @Override
  public TaskInfo info() {
    return context.settings().forms().info(message);
  }

  @Override
  public String server() {
    return context.identity().toString();
  }

  @Override
  public <T> T attribute(Class<T> type) {
    Object value = context.settings().attributes().get(type);
    if (value == null) {
      throw new IllegalArgumentException(
          "the server "
              + context.settings().name()
              + " has no attribute "
              + type.getName()
              + ", but "
              + context.settings().attributes().keySet());
    }
    return type.cast(value);
  }

  @Override
  public Map<String, String> headers() {
    return message.headers();
  }

  @Override
  public boolean isCancelled() {
    return interruption != null;
  }

  @Override
  public void writeResult(byte[] result) {
    if (isCancelled() || isDecided()) {
      throw new IllegalStateException(
          "the run of task " + taskId() + " is over, its result is not kept");
    }
    if (!context.broker().writeResult(lease, result)) {
      throw new TaskException("task " + taskId() + " is gone, its result is not kept");
    }
  }

  @Override
  public String toString() {
    return "task " + taskId() + " (" + message.type() + ") of queue " + queue();
  }
}
