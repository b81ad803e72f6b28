package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random operations by several people while servers run: nothing is lost, and nothing is wrong. */
class InspectorUnderLoadTest extends OnRedis {
  private static final String Q = "any: {queue}";
  private static final List<String> GROUPS = List.of("g", "g:2", "g*");
  private static final int PEOPLE = 3;
  private static final int OPERATIONS = 500;
  private static final List<TaskState> STATES =
      List.of(TaskState.PENDING, TaskState.SCHEDULED, TaskState.RETRY, TaskState.ARCHIVED);

  private final AtomicLong enqueued = new AtomicLong();
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong deleted = new AtomicLong();

  private Outcome handle(Task task, TaskContext context) {
    return switch (Math.floorMod(context.taskId().hashCode() + context.retried(), 6)) {
      case 0 -> Outcome.retryIn(Duration.ofHours(1), "later");
      case 1 -> Outcome.archive("never");
      default -> {
        succeeded.incrementAndGet();
        yield Outcome.done();
      }
    };
  }

  @Test
  void randomOperations_whileServersRun_loseNothingAndLeaveNothingWrong() throws Exception {
    for (int i = 0; i < 2; i++) {
      start(server(this::handle).queues(Map.of(Q, 1)).concurrency(10).build());
    }
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> examined =
          threads.submit(() -> {
            int times = 0;
            while (!over.get()) {
              DoctorReport report = inspector().doctor().examine();
              assertThat(report.findings()).as(report.toString()).isEmpty();
              times++;
            }
            return times;
          });
      var people =
          IntStream.range(0, PEOPLE)
              .mapToObj(person -> threads.submit(() -> work(new Random(seed + person))))
              .toList();
      try {
        for (Future<Void> person : people) {
          person.get();
        }
      } finally {
        over.set(true);
      }
      assertThat(examined.get()).isPositive();
    }

    orNot(() -> inspector().resume(Q));
    await()
        .untilAsserted(() -> {
          QueueInfo info = inspector().queue(Q);
          assertThat(info.count(TaskState.PENDING) + info.count(TaskState.ACTIVE)).isZero();
          assertThat(succeeded.get() + deleted.get() + info.size())
              .as("%s, succeeded %s, deleted %s", info, succeeded, deleted)
              .isEqualTo(enqueued.get());
        });
    DoctorReport report = inspector().doctor().examine();
    assertThat(report.findings()).as(report.toString()).isEmpty();
  }

  private Void work(Random random) {
    for (int i = 0; i < OPERATIONS; i++) {
      for (int n = random.nextInt(4); n > 0; n--) {
        enqueue(random);
      }
      orNot(() -> operate(random));
    }
    return null;
  }

  private void enqueue(Random random) {
    var task = Task.of("T", new byte[] {(byte) random.nextInt(), (byte) random.nextInt()});
    TaskOption queue = TaskOption.queue(Q);
    try {
      switch (random.nextInt(5)) {
        case 0 -> client().enqueue(task, queue, TaskOption.processIn(Duration.ofMinutes(9)));
        case 1 -> client().enqueue(task, queue, TaskOption.processIn(Duration.ofMillis(50)));
        case 2 -> client().enqueue(task, queue, TaskOption.group(any(random, GROUPS)));
        case 3 -> client().enqueue(task, queue, TaskOption.unique(Duration.ofMinutes(1)));
        default -> client().enqueue(task, queue);
      }
      enqueued.incrementAndGet();
    } catch (DuplicateTaskException e) {
      assertThat(e).hasMessageContaining(Q);
    }
  }

  private void operate(Random random) {
    TaskInspector inspector = inspector();
    TaskState state = any(random, STATES);
    switch (random.nextInt(30)) {
      case 0 -> deleted.addAndGet(inspector.deleteAll(Q, state));
      case 1 -> deleted.addAndGet(inspector.deleteGroup(Q, any(random, GROUPS)));
      case 2 -> inspector.runAll(Q, any(random, STATES.subList(1, STATES.size())));
      case 3 -> inspector.archiveAll(Q, any(random, STATES.subList(0, 3)));
      case 4 -> inspector.runGroup(Q, any(random, GROUPS));
      case 5 -> inspector.archiveGroup(Q, any(random, GROUPS));
      case 6 -> inspector.pause(Q);
      case 7, 8, 9 -> inspector.resume(Q);
      default -> operateOnOne(random, state);
    }
  }

  private void operateOnOne(Random random, TaskState state) {
    TaskInspector inspector = inspector();
    Page page = new Page(1 + random.nextInt(2), 20);
    List<TaskInfo> listed =
        random.nextInt(4) == 0
            ? inspector.listGroup(Q, any(random, GROUPS), page).readable()
            : inspector.list(Q, state, page).readable();
    if (listed.isEmpty()) {
      return;
    }
    String id = any(random, listed).id();
    switch (random.nextInt(6)) {
      case 0 -> {
        inspector.delete(Q, id);
        deleted.incrementAndGet();
      }
      case 1 -> inspector.archive(Q, id);
      case 2 -> inspector.updatePayload(Q, id, new byte[] {1});
      case 3 -> inspector.reschedule(Q, id, Instant.now().plusMillis(random.nextInt(2000)));
      case 4 -> inspector.cancel(Q, id);
      default -> inspector.run(Q, id);
    }
  }

  /** Others may have been quicker. */
  private static void orNot(Runnable operation) {
    Callable<Object> call = Executors.callable(operation);
    try {
      call.call();
    } catch (TaskStateException
        | TaskNotFoundException
        | TaskChangedException
        | QueueStateException
        | QueueNotFoundException e) {
      assertThat(e).isNotInstanceOf(TaskStoreException.class);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
