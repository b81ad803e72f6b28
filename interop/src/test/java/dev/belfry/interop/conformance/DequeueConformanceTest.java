package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.QueueOrder;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.internal.redis.Fetch;
import dev.belfry.tasks.internal.redis.LeasedTask;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Cases 17 to 20: taking tasks. */
class DequeueConformanceTest extends Conformance {

  private Fetch dequeue(String queue, int max) {
    return broker.dequeue(queue, max, "conformance");
  }

  private static List<String> ids(Fetch fetch) {
    return fetch.tasks().stream().map(LeasedTask::message).map(message -> message.id()).toList();
  }

  @Test
  void case17_pendingTasks_theRightmostIsTakenWithALease() {
    q1.registered().pending(task("a"), task("b"), task("c"));
    assertThat(q1.list("pending")).containsExactly("c", "b", "a");
    long t = store.second();

    var change = store.change(() -> assertThat(ids(dequeue("q1", 1))).containsExactly("a"));

    assertThat(change.keys())
        .containsExactlyInAnyOrder(
            q1.key("pending"), q1.key("active"), q1.key("lease"), q1.key("t:a"));
    assertThat(q1.list("pending")).containsExactly("c", "b");
    assertThat(q1.list("active")).containsExactly("a");
    assertThat(q1.zset("lease")).containsOnlyKeys("a");
    assertThat(q1.zset("lease").get("a")).isBetween(t + LEASE, store.second() + LEASE);
    assertThat(q1.fields("a")).containsExactlyEntriesOf(Map.of("state", "active"));
  }

  @Test
  void case17_severalAtOnce_areAsIfTakenOneByOne() {
    q1.registered().pending(task("a"), task("b"), task("c"));

    assertThat(ids(dequeue("q1", 2))).containsExactly("a", "b");

    assertThat(q1.list("pending")).containsExactly("c");
    assertThat(q1.list("active")).containsExactly("b", "a");
    assertThat(q1.zset("lease")).containsOnlyKeys("a", "b");
  }

  @Test
  void case18_pausedQueue_givesNothing() {
    q1.registered().pending(task("a"));
    q1.set("paused", "1700000000");

    var change = store.change(() -> assertThat(ids(dequeue("q1", 10))).isEmpty());

    assertThat(change.keys()).isEmpty();
  }

  @Test
  void case19_firstQueueEmpty_theSecondIsServed() throws Exception {
    var runs = new CopyOnWriteArrayList<String>();
    store.queue("q2").registered().pending(task("a"));

    start(
        TaskServer.builder(target())
            .queues(Map.of("q1", 2, "q2", 1))
            .queueOrder(QueueOrder.STRICT)
            .handler((task, context) -> {
              runs.add(context.queue() + ' ' + context.taskId());
              return Outcome.done();
            })
            .build());

    await().atMost(PATIENCE).until(() -> runs.equals(List.of("q2 a")));
  }

  /** Go gives the ghost a lease that nobody ever ends. */
  @Test
  void case20_idWithoutRecord_isDroppedAndTheTaskBehindItRuns() {
    store.raw().lpush(q1.registered().key("pending"), new byte[] {'g'});
    q1.pending(task("a"));

    assertThat(ids(dequeue("q1", 2))).containsExactly("a");

    assertThat(q1.list("active")).containsExactly("a");
    assertThat(q1.zset("lease")).containsOnlyKeys("a");
    assertThat(q1.records()).containsExactly("a");
    assertThat(store.keys()).doesNotContain(q1.key("pending"));
  }
}
