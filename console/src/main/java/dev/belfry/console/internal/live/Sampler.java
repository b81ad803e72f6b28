package dev.belfry.console.internal.live;

import dev.belfry.console.ConsoleConf.SamplingConf;
import dev.belfry.tasks.QueueSamples;
import dev.belfry.tasks.ServerEntry;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all queues again and again, for all viewers together: often while somebody watches,
 * seldom else, and never so often that Redis would have more than its share of commands.
 * Thread-safe.
 */
public final class Sampler {
  private static final Logger log = LoggerFactory.getLogger(Sampler.class);

  /** So long after a look, somebody counts as watching. */
  private static final long WATCHED_NANOS = Duration.ofSeconds(30).toNanos();

  /** Of all commands; the rest is for the estimates of memory. */
  private static final double SHARE = 0.8;

  private final TaskInspector inspector;
  private final SamplingConf conf;
  private final MemoryWatch memory;
  private final List<Supplier<List<Attention>>> attention = new CopyOnWriteArrayList<>();
  private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
  private final RecentAttempts recent = new RecentAttempts();
  private final ReentrantLock sampling = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final AtomicLong commands = new AtomicLong();
  private final CommandRate rate = new CommandRate();
  private final List<Consumer<Snapshot>> memories = new CopyOnWriteArrayList<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Sampled last;
  private volatile String trouble = "";
  private volatile long watchedAt = System.nanoTime() - WATCHED_NANOS;
  private volatile boolean stopped;
  private volatile long periodNanos;
  private long number;

  /**
   * A snapshot.
   *
   * @param changes how many changes it was begun after
   */
  private record Sampled(Snapshot snapshot, long changes) {}

  public Sampler(TaskInspector inspector, SamplingConf conf) {
    this.inspector = inspector;
    this.conf = conf;
    memory = new MemoryWatch(inspector, commands);
    periodNanos = conf.interval().toNanos();
  }

  /**
   * Adds something that may need attention. It is asked with each sample, so it waits for Redis at
   * most, and seldom; what it throws leaves it out of one sample.
   */
  public void attend(Supplier<List<Attention>> source) {
    attention.add(source);
  }

  /** Begins. */
  public void start() {
    Thread.ofVirtual().name("console-sampler").start(this::loop);
    Thread.ofVirtual()
        .name("console-memory")
        .start(() -> memory.loop(this::isWatched, this::names));
  }

  private List<String> names() {
    Sampled now = last;
    return now == null
        ? List.of()
        : now.snapshot.queues().items().stream()
            .filter(queue -> queue.size() > 0)
            .map(QueueSummary::queue)
            .toList();
  }

  private void loop() {
    while (!stopped) {
      try {
        sample();
      } catch (TaskStoreException e) {
        log.debug("No sample: {}", e.getMessage());
      } catch (RuntimeException e) {
        log.warn("No sample", e);
      }
      rest();
    }
  }

  private void rest() {
    lock.lock();
    try {
      long left = isWatched() ? periodNanos : Math.max(conf.idle().toNanos(), periodNanos);
      boolean idle = !isWatched();
      while (left > 0 && !stopped && !(idle && isWatched())) {
        left = wake.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isWatched() {
    return !stopped && (!listeners.isEmpty() || System.nanoTime() - watchedAt < WATCHED_NANOS);
  }

  /** Somebody watches: sample soon and often. */
  private void watched() {
    boolean before = isWatched();
    watchedAt = System.nanoTime();
    if (!before) {
      wakeUp();
    }
  }

  private void wakeUp() {
    lock.lock();
    try {
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Something was changed here: who looks next is to see it. */
  public void changed() {
    changes.incrementAndGet();
  }

  /**
   * How everything stands, about as new as the samples are apart.
   *
   * @throws TaskStoreException if Redis cannot be reached
   */
  public Snapshot snapshot() {
    watched();
    Sampled now = last;
    return now != null && isFresh(now) ? now.snapshot : sampleUnlessDone();
  }

  private boolean isFresh(Sampled sampled) {
    return sampled.changes == changes.get()
        && trouble.isEmpty()
        && sampled.snapshot.ageNanos() < 2 * periodNanos;
  }

  private Snapshot sampleUnlessDone() {
    sampling.lock();
    try {
      Sampled now = last;
      return now != null && isFresh(now) ? now.snapshot : sample();
    } finally {
      sampling.unlock();
    }
  }

  /** One at a time; a sampler of its own waits for nobody but Redis. */
  private Snapshot sample() {
    sampling.lock();
    try {
      long before = changes.get();
      QueueSamples samples = inspector.sample();
      List<ServerEntry> servers = inspector.servers();
      int schedules = inspector.schedulerEntries().size();
      long cost = samples.commands() + 2L * servers.size() + 4;
      commands.addAndGet(cost);
      periodNanos =
          Math.max(
              conf.interval().toNanos(),
              (long) (TimeUnit.SECONDS.toNanos(1) * cost / (SHARE * conf.commandsPerSecond())));
      trouble = "";
      Snapshot made = snapshot(samples, servers, schedules);
      recent.add(samples);
      last = new Sampled(made, before);
      rate.note(commands.get());
      memories.forEach(each -> each.accept(made));
      listeners.forEach(listener -> listener.accept(made));
      return made;
    } catch (TaskStoreException e) {
      trouble = String.valueOf(e.getMessage());
      tellOfTrouble();
      throw e;
    } finally {
      sampling.unlock();
    }
  }

  /** Who watches sees the last numbers, and why there are no newer ones. */
  private void tellOfTrouble() {
    Sampled before = last;
    if (before != null) {
      Snapshot now = before.snapshot.with(++number, Attention.redisDown(trouble));
      listeners.forEach(listener -> listener.accept(now));
    }
  }

  private Snapshot snapshot(QueueSamples samples, List<ServerEntry> servers, int schedules) {
    Map<String, Long> consumers = new HashMap<>();
    servers.stream()
        .filter(server -> server.status().equals("active"))
        .flatMap(server -> server.queues().keySet().stream())
        .forEach(queue -> consumers.merge(queue, 1L, Long::sum));
    List<QueueSummary> queues = new ArrayList<>();
    List<Attention> found = new ArrayList<>();
    Instant at = samples.at();
    samples
        .queues()
        .forEach(sample -> {
          QueueSummary queue =
              QueueSummary.of(
                  sample,
                  recent.rates(sample, at),
                  memory.of(sample.queue()),
                  consumers.getOrDefault(sample.queue(), 0L));
          queues.add(queue);
          found.addAll(QueueAttention.of(queue, recent.since(sample), at));
        });
    attention.forEach(source -> found.addAll(ask(source)));
    found.sort(Comparator.comparing(Attention::severity).thenComparingLong(Sampler::fewer));
    var overview =
        new Overview(
            at,
            found,
            totals(queues, servers, schedules),
            rates(queues),
            TimeUnit.NANOSECONDS.toMillis(periodNanos));
    return new Snapshot(
        ++number, overview, new QueueList(queues, null, at), servers, System.nanoTime());
  }

  private static List<Attention> ask(Supplier<List<Attention>> source) {
    try {
      return source.get();
    } catch (TaskException e) {
      log.debug("The sample is without some of what needs attention", e);
      return List.of();
    }
  }

  private static long fewer(Attention attention) {
    Long count = attention.count();
    return count == null ? 0 : -count;
  }

  private static Overview.Totals totals(
      List<QueueSummary> queues, List<ServerEntry> servers, int schedules) {
    StateCounts counts =
        queues.stream().map(QueueSummary::counts).reduce(StateCounts.NONE, StateCounts::and);
    return new Overview.Totals(
        queues.size(),
        queues.stream().filter(QueueSummary::paused).count(),
        counts.sum(),
        counts,
        queues.stream().mapToLong(QueueSummary::processedToday).sum(),
        queues.stream().mapToLong(QueueSummary::failedToday).sum(),
        servers.size(),
        servers.stream().mapToLong(ServerEntry::concurrency).sum(),
        servers.stream().mapToLong(server -> server.workers().size()).sum(),
        schedules);
  }

  private static Rates rates(List<QueueSummary> queues) {
    List<Rates> known =
        queues.stream()
            .map(QueueSummary::rates)
            .filter(rates -> rates.processedPerSecond() != null)
            .toList();
    return known.isEmpty()
        ? Rates.UNKNOWN
        : new Rates(
            known.stream().mapToDouble(rates -> value(rates.processedPerSecond())).sum(),
            known.stream().mapToDouble(rates -> value(rates.failedPerSecond())).sum(),
            known.stream().mapToDouble(rates -> value(rates.enqueuedPerSecond())).sum());
  }

  private static double value(@Nullable Double rate) {
    return rate == null ? 0 : rate;
  }

  /** Tells of each sample until the handle is closed; must not wait. */
  public Listening listen(Consumer<Snapshot> listener) {
    boolean before = isWatched();
    listeners.add(listener);
    if (!before) {
      wakeUp();
    }
    return () -> listeners.remove(listener);
  }

  /** Ends with {@link #close}. */
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /** Tells of each sample as long as this runs, without counting as somebody who watches. */
  public void remember(Consumer<Snapshot> memory) {
    memories.add(memory);
  }

  /** What samples cost. */
  public CommandRate rate() {
    return rate;
  }

  /** The memory of queues. */
  public MemoryWatch memory() {
    return memory;
  }

  /** Why the last sample failed; empty if it did not. */
  public String trouble() {
    return trouble;
  }

  /** Ends. */
  public void stop() {
    stopped = true;
    memory.stop();
    wakeUp();
  }
}
