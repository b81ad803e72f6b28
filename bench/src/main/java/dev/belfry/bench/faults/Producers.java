package dev.belfry.bench.faults;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that put tasks of all kinds into the queue while things break. */
final class Producers implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int LONGEST_PAUSE_MILLIS = 8;
  private static final int LONGEST_DELAY_MILLIS = 2000;

  /** Of so many tasks, one each is delayed, unique, or has a chosen id. */
  private static final int MIX = 5;

  private final String queue;
  private final TaskClient client;
  private final int perThread;
  private final List<SplittableRandom> randoms = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> stored = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unknown = new AtomicInteger();

  Producers(RedisTarget target, String queue, int tasks, SplittableRandom random) {
    this.queue = queue;
    client = TaskClient.connect(target);
    perThread = tasks / THREADS;
    for (int i = 0; i < THREADS; i++) {
      randoms.add(random.split());
    }
  }

  void start() {
    for (SplittableRandom random : randoms) {
      threads.add(Thread.ofVirtual().start(() -> produce(random)));
    }
  }

  private void produce(SplittableRandom random) {
    try {
      for (int i = 0; i < perThread; i++) {
        enqueue(random);
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
      }
    } catch (InterruptedException | RuntimeException e) {
      failures.add(e);
    }
  }

  private void enqueue(SplittableRandom random) {
    String name = Long.toHexString(random.nextLong());
    var options = new ArrayList<TaskOption>(List.of(queue(queue)));
    switch (random.nextInt(MIX)) {
      case 0 -> options.add(processIn(Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS))));
      case 1 -> options.add(unique(Duration.ofMinutes(10)));
      case 2 -> options.add(taskId("chosen-" + name));
      default -> {}
    }
    try {
      Task task = Task.of("faults:task", name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      stored.add(client.enqueue(task, options.toArray(TaskOption[]::new)).id());
    } catch (TaskStoreException e) {
      unknown.incrementAndGet();
    }
  }

  /** Waits until all tasks are there. */
  Books finish() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a producer failed", failures.peek());
    }
    return new Books(List.copyOf(stored), unknown.get());
  }

  @Override
  public void close() {
    client.close();
  }
}
