package dev.belfry.bench.faults;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** Servers in this process, for faults that no process dies of. */
abstract class OnLocalServers implements Stage {
  private static final int SERVERS = 2;
  private static final int CONCURRENCY = 8;
  private static final Duration RETRY_DELAY = Duration.ofMillis(100);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /** Long enough that faults hit tasks in hand. */
  private static final int LONGEST_RUN_MILLIS = 20;

  /** One run in so many fails. */
  private static final int FAILS_ONE_IN = 20;

  private final Queue<RunLine> runs = new ConcurrentLinkedQueue<>();
  private final List<TaskServer> servers = new ArrayList<>();

  @Override
  public void serve(String queue) {
    for (int i = 0; i < SERVERS; i++) {
      var server =
          TaskServer.builder(target())
              .name("server-" + i)
              .queues(Map.of(queue, 1))
              .concurrency(CONCURRENCY)
              .handler(this::handle)
              .build();
      server.start();
      servers.add(server);
    }
  }

  private Outcome handle(Task task, TaskContext context) throws InterruptedException {
    var random = ThreadLocalRandom.current();
    long start = System.currentTimeMillis();
    Thread.sleep(random.nextInt(LONGEST_RUN_MILLIS));
    boolean done = random.nextInt(FAILS_ONE_IN) > 0;
    runs.add(
        new RunLine(
            context.taskId(), context.retried() + 1, start, System.currentTimeMillis(), done));
    return done ? Outcome.done() : Outcome.retryIn(RETRY_DELAY, "fails now and then");
  }

  @Override
  public final List<RunLine> runs() {
    return List.copyOf(runs);
  }

  @Override
  public final void close() throws Exception {
    for (TaskServer server : servers) {
      server.stop(Deadline.in(STOP_LIMIT));
    }
    closeRedis();
  }

  /** When the servers have stopped. */
  abstract void closeRedis() throws Exception;
}
