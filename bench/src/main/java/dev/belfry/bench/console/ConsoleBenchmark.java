package dev.belfry.bench.console;

import dev.belfry.bench.load.Figures;
import dev.belfry.bench.load.RedisProbe;
import dev.belfry.bench.load.Samples;
import dev.belfry.console.Console;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.RedisTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A console on an embedded Redis with many tasks: its first view, what it asks of Redis while a
 * page is open, and searches.
 *
 * @param stock what is in Redis
 * @param redisConfig lines for the configuration of Redis
 * @param pages the sources of the pages with their libraries, for the browser
 * @param watch how long the commands are counted at least
 * @param rounds how many first views, and searches of each kind
 * @param seed chooses the tasks that are looked for
 */
record ConsoleBenchmark(
    Stock stock, List<String> redisConfig, Path pages, Duration watch, int rounds, long seed) {
  /** Half of what a search may take at most is worth to be told. */
  private static final Duration SLOW = Duration.ofMillis(1);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  Figures run(PrintWriter log) throws Exception {
    var figures = new Figures();
    var builder = EmbeddedRedis.builder();
    redisConfig.forEach(builder::extraConfig);
    try (var redis = builder.build()) {
      redis.start();
      var target = RedisTarget.parse(redis.uri());
      log.printf("%,d tasks into %d queues ...%n", stock.tasks(), stock.queues());
      log.flush();
      stock.fill(target);
      figures.put("queues", (Object) stock.queues());
      figures.put("tasks", (Object) stock.tasks());
      if (!redisConfig.isEmpty()) {
        figures.put("redisConfig", redisConfig);
      }
      figures.put("seed", (Object) seed);
      var console = Console.builder(target).address("127.0.0.1", 0).build();
      console.start();
      try (var asking = new SearchClient(console.uri());
          var probe = new RedisProbe(target)) {
        probe.noteSlow(SLOW);
        view(console.uri(), asking, probe, figures);
        searches(target, asking, probe, figures);
      } finally {
        console.stop(Deadline.in(STOP_LIMIT));
      }
    }
    return figures;
  }

  private void view(String console, SearchClient asking, RedisProbe probe, Figures figures)
      throws IOException, InterruptedException {
    if (!FirstViews.isPossible(pages)) {
      return;
    }
    try (var browser = new FirstViews(pages, console, rounds)) {
      Samples views = browser.views();
      figures.put("firstViewColdMs", browser.coldMillis());
      figures.putMillis("firstViewMs", views);
      Duration watched = wholePeriods(asking.period());
      long before = probe.commands();
      Map<String, Long> calls = probe.calls();
      Thread.sleep(watched.toMillis());
      double seconds = watched.toMillis() / 1e3;
      figures.put("watchedSeconds", seconds);
      figures.put("commandsPerSecond", (probe.commands() - before) / seconds);
      Map<String, Double> each = new TreeMap<>();
      probe
          .calls()
          .forEach((name, count) -> {
            long more = count - calls.getOrDefault(name, 0L);
            if (more > 0) {
              each.put(name, Math.round(10 * more / seconds) / 10.0);
            }
          });
      figures.put("commandsPerSecondByName", each);
      figures.put("slowestMsOfPages", probe.slowest());
    }
  }

  /** Commands come with each sample: a part of a period would count one too many, or too few. */
  private Duration wholePeriods(Duration period) {
    return period.multipliedBy(Math.ceilDiv(watch.toMillis(), period.toMillis()));
  }

  private void searches(RedisTarget target, SearchClient asking, RedisProbe probe, Figures figures)
      throws IOException, InterruptedException {
    var random = new Random(seed);
    probe.noteSlow(SLOW);
    try (var pings = new Pings(target)) {
      for (int digits = 2; digits <= Stock.DIGITS; digits++) {
        int most = digits;
        String name = "1In" + (long) Math.pow(10, digits);
        series(
            figures, name, asking, probe, () -> Stock.among(random.nextInt(stock.tasks()), most));
      }
      series(figures, "One", asking, probe, () -> Stock.alone(random.nextInt(stock.tasks())));
      series(figures, "None", asking, probe, () -> "no task has this");
      figures.putMillis("pingMsDuringSearches", pings.end());
    }
    figures.put("slowestMsOfSearches", probe.slowest());
  }

  private void series(
      Figures figures, String name, SearchClient asking, RedisProbe probe, Supplier<String> text)
      throws IOException, InterruptedException {
    double cpu = probe.cpuMicros();
    var first = new Samples(rounds);
    var whole = new Samples(rounds);
    boolean hits = true;
    for (int round = 0; round < rounds; round++) {
      SearchClient.Result result = asking.search(text.get());
      hits &= result.hits() > 0;
      first.add(result.firstNanos());
      whole.add(result.nanos());
    }
    if (hits) {
      figures.putMillis("firstHitMs" + name, first);
    }
    figures.putMillis("searchMs" + name, whole);
    figures.put("searchRedisCpuMs" + name, (probe.cpuMicros() - cpu) / rounds / 1e3);
  }
}
