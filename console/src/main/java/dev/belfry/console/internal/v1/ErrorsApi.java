package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.v1.TaskChangesApi.TaskRef;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.SearchLimits;
import dev.belfry.tasks.SearchPage;
import dev.belfry.tasks.TaskFilter;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskSearch;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Failures of tasks that are to be retried or were given up, by what they look like. */
public final class ErrorsApi implements Api {
  /** So many tasks are looked at; more would take Redis for too long. */
  private static final int MOST_LOOKED = 100_000;

  private static final int MOST_GROUPS = 200;
  private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

  private final Desk desk;
  private final Map<String, Cached> cache = new ConcurrentHashMap<>();

  public ErrorsApi(Desk desk) {
    this.desk = desk;
  }

  private record Cached(ErrorList list, long at) {}

  record ErrorGroup(
      String signature,
      String example,
      long count,
      long retry,
      long archived,
      Map<String, Long> queues,
      Map<String, Long> types,
      @Nullable Instant firstAt,
      @Nullable Instant lastAt,
      List<Long> trend,
      TaskRef sample) {}

  record ErrorList(
      List<ErrorGroup> items,
      @Nullable String next,
      long scanned,
      boolean complete,
      Instant trendStart,
      long trendStepMs,
      Instant at) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/errors", Role.VIEWER, this::list);
  }

  private void list(Call call) {
    int hours = (int) call.number("hours", 24, 1, 168);
    String queue = call.text("queue").orElse("");
    String key = hours + " " + call.role() + " " + queue;
    Cached before = cache.get(key);
    if (before == null || System.nanoTime() - before.at > FRESH_NANOS) {
      if (cache.size() > 100) {
        cache.clear();
      }
      before = new Cached(look(hours, queue, call.role()), System.nanoTime());
      cache.put(key, before);
    }
    call.json(before.list);
  }

  private ErrorList look(int hours, String queue, Role role) {
    Instant at = Instant.now();
    Duration step = Duration.ofHours(hours).dividedBy(24);
    Instant start = at.minus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.MINUTES);
    var builder = TaskFilter.builder().states(Set.of(TaskState.RETRY, TaskState.ARCHIVED));
    TaskFilter filter = queue.isEmpty() ? builder.build() : builder.queue(queue).build();
    TaskSearch search = desk.inspector().search();
    Map<String, Tally> tallies = new HashMap<>();
    long scanned = 0;
    Optional<String> next = Optional.empty();
    do {
      var limits = new SearchLimits(1000, 10_000);
      SearchPage page =
          next.isPresent() ? search.find(filter, next.get(), limits) : search.find(filter, limits);
      scanned += page.looked();
      for (TaskInfo task : page.tasks()) {
        if (!task.lastError().isEmpty()) {
          String error = desk.contents().said(task.lastError(), task.type(), role);
          tallies
              .computeIfAbsent(ErrorSignature.of(error), s -> new Tally(s, start, step))
              .add(task, error);
        }
      }
      next = page.next();
    } while (next.isPresent() && scanned < MOST_LOOKED && tallies.size() < 10 * MOST_GROUPS);
    return new ErrorList(
        tallies.values().stream()
            .map(Tally::group)
            .sorted(Comparator.comparingLong(ErrorGroup::count).reversed())
            .limit(MOST_GROUPS)
            .toList(),
        null,
        scanned,
        next.isEmpty(),
        start,
        step.toMillis(),
        at);
  }

  /** Failures of one signature. */
  private static final class Tally {
    private static final int STEPS = 25;
    private final String signature;
    private final Instant start;
    private final Duration step;
    private final Map<String, Long> queues = new TreeMap<>();
    private final Map<String, Long> types = new TreeMap<>();
    private final long[] trend = new long[STEPS];
    private final List<TaskInfo> newest = new ArrayList<>(1);
    private long retry;
    private long archived;
    private String example = "";
    private @Nullable Instant first;
    private @Nullable Instant last;

    Tally(String signature, Instant start, Duration step) {
      this.signature = signature;
      this.start = start;
      this.step = step;
    }

    void add(TaskInfo task, String error) {
      if (task.state() == TaskState.RETRY) {
        retry++;
      } else {
        archived++;
      }
      queues.merge(task.queue(), 1L, Long::sum);
      types.merge(task.type(), 1L, Long::sum);
      Instant at = task.lastFailedAt().orElse(null);
      if (newest.isEmpty() || (at != null && (last == null || at.isAfter(last)))) {
        newest.clear();
        newest.add(task);
        example = error;
      }
      if (at == null) {
        return;
      }
      first = first == null || at.isBefore(first) ? at : first;
      last = last == null || at.isAfter(last) ? at : last;
      long index = Duration.between(start, at).toMillis() / Math.max(1, step.toMillis());
      if (!at.isBefore(start) && index < STEPS) {
        trend[(int) index]++;
      }
    }

    ErrorGroup group() {
      TaskInfo sample = newest.getFirst();
      return new ErrorGroup(
          signature,
          example,
          retry + archived,
          retry,
          archived,
          queues,
          types,
          first,
          last,
          Arrays.stream(trend).boxed().toList(),
          new TaskRef(sample.queue(), sample.id()));
    }
  }
}
