package dev.belfry.tasks.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.AttemptNotes;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.QueueOrder;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.loop.ProcessIdentity;
import dev.belfry.tasks.internal.loop.RedisContact;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.Lease;
import dev.belfry.tasks.internal.redis.LeasedTask;
import dev.belfry.tasks.internal.redis.TaskBroker;
import dev.belfry.tasks.internal.wire.TaskMessage;
import io.lettuce.core.RedisCommandExecutionException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens to outcomes that Redis does not take. */
class AckLaneTest {
  private final AtomicInteger pending = new AtomicInteger();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int readOnlyCalls;

  private final TaskBroker broker =
      (TaskBroker)
          Proxy.newProxyInstance(
              TaskBroker.class.getClassLoader(),
              new Class<?>[] {TaskBroker.class},
              (proxy, method, arguments) ->
                  method.getName().equals("acknowledge")
                      ? acknowledge((List<?>) arguments[1])
                      : null);
  private final HeldRuns held = new HeldRuns();
  private final ServerContext context =
      new ServerContext(
          new ServerSettings(
              "test",
              1,
              0,
              Map.of("q", 1),
              QueueOrder.STRICT,
              (task, context) -> Outcome.done(),
              Map.of(),
              FailurePolicy.USUAL,
              GroupPolicy.USUAL,
              Intervals.USUAL,
              AttemptNotes.KEEP,
              null,
              proxy(TaskForms.class)),
          broker,
          new RedisContact("test"),
          held,
          ProcessIdentity.create());
  private final AckLane lane = new AckLane("q", context, pending);

  /** Nobody asks it. */
  private static <T> T proxy(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }

  private List<Ack.Result> acknowledge(List<?> acks) {
    if (calls.incrementAndGet() <= readOnlyCalls) {
      throw refusal("READONLY You can't write against a read only replica.");
    }
    List<String> ids = acks.stream().map(ack -> ((Ack) ack).lease().id()).toList();
    if (ids.contains("bad")) {
      throw refusal("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
    written.addAll(ids);
    return ids.stream().map(id -> Ack.Result.APPLIED).toList();
  }

  private static TaskStoreException refusal(String text) {
    return new TaskStoreException("Redis refused", new RedisCommandExecutionException(text));
  }

  private void submit(String id) {
    TaskMessage message = TaskMessage.builder("t", id, "q").build();
    Lease lease = new Lease("q", id, "owner-" + id, 1);
    Run run = new Run(context, new LeasedTask(message, lease), Instant.now(), 1);
    held.add(run);
    lane.submit(run, new Ack.Done(lease, message));
  }

  @Test
  void oneIsRefusedForGood_theOthersAreWrittenAndItsLeaseIsLeftToEnd() throws Exception {
    for (String id : List.of("a", "b", "bad", "c", "d")) {
      submit(id);
    }
    lane.start();

    await().until(() -> pending.get() == 0);
    assertThat(written).containsExactly("a", "b", "c", "d");
    assertThat(held.leasesByQueue()).isEmpty();
    lane.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void redisTakesNoWritesForAWhile_outcomesWaitForIt() throws Exception {
    readOnlyCalls = 4;
    submit("a");
    submit("b");
    lane.start();

    await().until(() -> pending.get() == 0);
    assertThat(written).containsExactly("a", "b");
    assertThat(calls).hasValue(5);
    lane.stop(Deadline.in(Duration.ofSeconds(1)));
  }
}
