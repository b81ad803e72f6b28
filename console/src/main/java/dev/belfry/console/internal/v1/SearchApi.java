package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Json;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.SearchLimits;
import dev.belfry.tasks.SearchPage;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskFilter;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskSearch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Searches all queues: hits as they are found, and counts. */
public final class SearchApi implements Api {
  /**
   * Small enough for a first answer at once, and to notice soon that the viewer has gone; each step
   * begins by asking which queues there are, so many small ones would be slower.
   */
  private static final int LOOKED_AT_ONCE = 50_000;

  /** So many tasks are looked at as fast as Redis gives them: people wait for the first hits. */
  private static final int HURRY = 2_000_000;

  /** No limit: Redis does what others ask for between any two parts. */
  private static final int FAST = 5_000_000;

  /** Each may take half of Redis; more of them wait. */
  private static final int AT_ONCE = 2;

  private static final int MAX_HITS = 10_000;
  private static final int HITS_AT_ONCE = 100;
  private static final Duration COUNT_FOR = Duration.ofSeconds(5);
  private static final Duration PROGRESS_EVERY = Duration.ofMillis(250);

  private final Desk desk;
  private final Semaphore searches = new Semaphore(AT_ONCE);

  public SearchApi(Desk desk) {
    this.desk = desk;
  }

  record Hit(String kind, TaskRow task) {}

  record Progress(String kind, long scanned, long total, long matched) {}

  record End(
      String kind,
      long scanned,
      long total,
      long matched,
      boolean complete,
      @Nullable String next,
      @Nullable String problem) {}

  record Counts(
      long scanned,
      long total,
      long matched,
      boolean complete,
      Map<String, Long> byState,
      Map<String, Long> byQueue,
      Map<String, Long> byType) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/search", Role.VIEWER, this::search);
    router.get("/api/v1/search/counts", Role.VIEWER, this::counts);
  }

  private void search(Call call) throws Exception {
    TaskFilter filter = FilterBody.of(call).filter();
    long limit = call.number("limit", 100, 1, MAX_HITS);
    Optional<String> cursor = call.text("cursor");
    begin();
    try {
      new Run(call, filter, limit).stream(cursor);
    } catch (IOException e) {
      // The viewer has gone.
    } finally {
      searches.release();
    }
  }

  private void begin() throws InterruptedException {
    if (!searches.tryAcquire(10, java.util.concurrent.TimeUnit.SECONDS)) {
      throw Problem.tooMany(Duration.ofSeconds(5), "other searches are under way; try again soon");
    }
  }

  /** One search. For one thread. */
  private final class Run {
    private final TaskFilter filter;
    private final long limit;
    private final Call call;
    private final TaskSearch search = desk.inspector().search();
    private final TaskSearch hurried = search.tasksPerSecond(FAST);
    private final TaskRows rows;
    private final long total;
    private long scanned;
    private long matched;

    Run(Call call, TaskFilter filter, long limit) {
      this.call = call;
      this.filter = filter;
      this.limit = limit;
      rows = new TaskRows(desk.contents(), call.role());
      total = search.size(filter);
    }

    void stream(Optional<String> cursor) throws IOException {
      // The first step comes before the status, so that a wrong cursor is told as such.
      SearchPage page = step(cursor);
      OutputStream out = call.stream("application/x-ndjson; charset=utf-8");
      long toldAt = System.nanoTime();
      while (true) {
        write(out, page);
        scanned += page.looked();
        Optional<String> next = page.next();
        if (next.isEmpty() || matched >= limit) {
          line(out, end(next, null));
          return;
        }
        if (System.nanoTime() - toldAt > PROGRESS_EVERY.toNanos()) {
          toldAt = System.nanoTime();
          line(out, new Progress("progress", scanned, Math.max(total, scanned), matched));
        }
        out.flush();
        if (!call.mayStay()) {
          line(out, end(next, "log in first"));
          return;
        }
        try {
          page = step(next);
        } catch (TaskException e) {
          line(out, end(next, e.getMessage()));
          return;
        }
      }
    }

    private End end(Optional<String> next, @Nullable String problem) {
      return new End(
          "end",
          scanned,
          Math.max(total, scanned),
          matched,
          next.isEmpty(),
          next.orElse(null),
          problem);
    }

    private SearchPage step(Optional<String> cursor) {
      // The first is shown as soon as it is found.
      int hits = matched == 0 ? 1 : (int) Math.min(HITS_AT_ONCE, limit - matched);
      var limits = new SearchLimits(hits, LOOKED_AT_ONCE);
      TaskSearch at = scanned < HURRY ? hurried : search;
      try {
        return cursor.isPresent() ? at.find(filter, cursor.get(), limits) : at.find(filter, limits);
      } catch (IllegalArgumentException e) {
        throw Problem.field("cursor", String.valueOf(e.getMessage()));
      }
    }

    private void write(OutputStream out, SearchPage page) throws IOException {
      for (TaskInfo task : page.tasks()) {
        matched++;
        line(out, new Hit("hit", rows.row(task)));
      }
    }
  }

  private static void line(OutputStream out, Object value) throws IOException {
    out.write(Json.bytes(value));
    out.write('\n');
  }

  private void counts(Call call) throws InterruptedException {
    TaskFilter filter = FilterBody.of(call).filter();
    begin();
    try {
      call.json(count(filter));
    } finally {
      searches.release();
    }
  }

  private Counts count(TaskFilter filter) {
    TaskSearch search = desk.inspector().search();
    long total = search.size(filter);
    long end = System.nanoTime() + COUNT_FOR.toNanos();
    var limits = new SearchLimits(1000, LOOKED_AT_ONCE);
    Map<String, Long> byState = new TreeMap<>();
    Map<String, Long> byQueue = new TreeMap<>();
    Map<String, Long> byType = new TreeMap<>();
    long scanned = 0;
    long matched = 0;
    Optional<String> next = Optional.empty();
    do {
      SearchPage page =
          next.isPresent() ? search.find(filter, next.get(), limits) : search.find(filter, limits);
      scanned += page.looked();
      matched += page.tasks().size();
      for (TaskInfo task : page.tasks()) {
        byState.merge(task.state().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
        byQueue.merge(task.queue(), 1L, Long::sum);
        if (byType.size() < 1000 || byType.containsKey(task.type())) {
          byType.merge(task.type(), 1L, Long::sum);
        }
      }
      next = page.next();
    } while (next.isPresent() && System.nanoTime() < end);
    return new Counts(
        scanned, Math.max(total, scanned), matched, next.isEmpty(), byState, byQueue, byType);
  }
}
