package dev.belfry.bench.load;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.EnqueueResult;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskHandler;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A Redis to measure on, with queues that nobody else uses and that are gone in the end. */
final class Lab implements AutoCloseable {
  /** The type of all tasks. */
  static final String TYPE = "bench:task";

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final RedisTarget target;
  private final PrintWriter progress;
  private final RedisProbe probe;
  private final TaskClient client;
  private final String prefix = "bench-" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final List<String> queues = new ArrayList<>();
  private int named;

  Lab(RedisTarget target, PrintWriter progress) {
    this.target = target;
    this.progress = progress;
    client = TaskClient.connect(target);
    probe = new RedisProbe(target);
  }

  RedisProbe probe() {
    return probe;
  }

  TaskClient client() {
    return client;
  }

  /** A queue of that name, new and empty. */
  String queue(String name) {
    String queue = prefix + named++ + "-" + name;
    queues.add(queue);
    return queue;
  }

  /** Removes a queue before the end, to give back its memory. */
  void discard(String queue) {
    probe.delete(queue);
    queues.remove(queue);
  }

  /** Enqueues one task. */
  void enqueue(String queue, byte[] payload, TaskOption... options) {
    var all = new ArrayList<>(List.of(options));
    all.add(TaskOption.queue(queue));
    client.enqueue(Task.of(TYPE, payload), all.toArray(TaskOption[]::new));
  }

  /** Fills a queue with numbered tasks from {@code producers} threads; returns the nanoseconds. */
  long fill(String queue, int tasks, Plan plan, int producers, TaskOption... options)
      throws InterruptedException {
    return Producers.run(
        producers,
        tasks,
        index -> enqueue(queue, new Payload(index, 0).bytes(plan.payloadBytes()), options));
  }

  /** The same by calls of many tasks each. */
  long fillInBatches(String queue, int tasks, Plan plan, int producers, TaskOption... options)
      throws InterruptedException {
    var all = new ArrayList<>(List.of(options));
    all.add(TaskOption.queue(queue));
    TaskOption[] everywhere = all.toArray(TaskOption[]::new);
    int batch = plan.batch();
    return Producers.run(
        producers,
        (tasks + batch - 1) / batch,
        number ->
            client
                .enqueueAll(
                    IntStream.range(number * batch, Math.min(tasks, (number + 1) * batch))
                        .mapToObj(index ->
                            Task.of(TYPE, new Payload(index, 0).bytes(plan.payloadBytes())))
                        .toList(),
                    everywhere)
                .forEach(EnqueueResult::orThrow));
  }

  /** Starts a server for a queue. */
  Running serve(String queue, int concurrency, int prefetch, TaskHandler handler) {
    TaskServer server =
        TaskServer.builder(target)
            .queues(Map.of(queue, 1))
            .concurrency(concurrency)
            .prefetch(prefetch)
            .handler(handler)
            .build();
    server.start();
    return () -> server.stop(Deadline.in(STOP_LIMIT));
  }

  /** A started server; closing it stops it. */
  interface Running extends AutoCloseable {
    @Override
    void close() throws InterruptedException;
  }

  /** Tells people what is going on. */
  void say(String message) {
    progress.println(message);
    progress.flush();
  }

  @Override
  public void close() {
    List.copyOf(queues).forEach(this::discard);
    client.close();
    probe.close();
  }
}
