package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.SchedulerEnqueueEvent;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an inspector shows of what Go leaves in Redis. */
class TaskInspectorTest extends OnTasksInAllStates {
  @Test
  void queue_countsAllStatesAndWhatAnAggregatorHas() {
    allStates();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    store.raw().set(KEYS.processed(), bytes("10"));
    store.raw().set(KEYS.failed(), bytes("4"));
    store.raw().set(KEYS.processed(today), bytes("3"));
    QueueInfo info = inspector.queue(Q);
    for (TaskState state : TaskState.values()) {
      assertThat(info.count(state)).isEqualTo(state == TaskState.AGGREGATING ? 2 : 1);
    }
    assertThat(info.size()).isEqualTo(8);
    assertThat(info.groups()).isEqualTo(new QueueInfo.Groups(1, 1, 1));
    assertThat(info.total()).isEqualTo(new QueueInfo.Attempts(10, 4));
    assertThat(info.total().succeeded()).isEqualTo(6);
    assertThat(info.today()).isEqualTo(new QueueInfo.Attempts(3, 0));
    assertThat(info.isPaused()).isFalse();
    assertThat(info.at().getEpochSecond()).isCloseTo(store.second(), within(2L));
    assertThat(info.latency()).isGreaterThan(Duration.ofDays(1000));
    assertThat(inspector.groups(Q)).containsExactly(new GroupInfo("g", 1, 1));
    assertThat(inspector.memory(Q).bytes()).isGreaterThan(500);
    assertThat(inspector.memory(Q).sampled()).isEqualTo(7);
  }

  @Test
  void unknownQueue_isSaid() {
    assertThatThrownBy(() -> inspector.queue("nope"))
        .isInstanceOf(QueueNotFoundException.class)
        .hasMessageContaining("'nope'");
    assertThatThrownBy(() -> inspector.list("nope", TaskState.PENDING, Page.FIRST))
        .isInstanceOf(QueueNotFoundException.class);
    assertThatThrownBy(() -> inspector.runAll("nope", TaskState.RETRY))
        .isInstanceOf(QueueNotFoundException.class);
    assertThatThrownBy(() -> inspector.delete("nope", "a"))
        .isInstanceOf(QueueNotFoundException.class);
    assertThatThrownBy(() -> inspector.history("nope", 1))
        .isInstanceOf(QueueNotFoundException.class);
    assertThatThrownBy(() -> inspector.pause("nope")).isInstanceOf(QueueNotFoundException.class);
    assertThatThrownBy(() -> inspector.deleteQueue("nope", QueueDeletion.WITH_TASKS))
        .isInstanceOf(QueueNotFoundException.class);
  }

  @Test
  void history_countsUtcDaysNewestFirst() {
    store.pending(Q, "a");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    store.raw().set(KEYS.processed(today.minusDays(1)), bytes("7"));
    store.raw().set(KEYS.failed(today.minusDays(1)), bytes("2"));
    assertThat(inspector.history(Q, 3))
        .containsExactly(
            new DailyStats(Q, today, new QueueInfo.Attempts(0, 0)),
            new DailyStats(Q, today.minusDays(1), new QueueInfo.Attempts(7, 2)),
            new DailyStats(Q, today.minusDays(2), new QueueInfo.Attempts(0, 0)));
    assertThatThrownBy(() -> inspector.history(Q, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void case59_pages_nextToRunFirst() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      ids.add("t" + i);
      store.pending(Q, "t" + i);
      store.waiting(Q, TaskState.SCHEDULED, "s" + i, store.second() + 1000 - i);
    }
    var listed = new ArrayList<String>();
    Page page = Page.FIRST;
    while (true) {
      TaskPage part = inspector.list(Q, TaskState.PENDING, page);
      assertThat(part.total()).isEqualTo(100);
      part.tasks().forEach(task -> listed.add(task.id()));
      if (!part.hasNext()) {
        assertThat(part.tasks()).hasSize(10);
        break;
      }
      page = page.next();
    }
    assertThat(listed).isEqualTo(ids);
    List<TaskInfo> scheduled = inspector.list(Q, TaskState.SCHEDULED, new Page(4, 30)).readable();
    assertThat(scheduled).hasSize(10);
    assertThat(scheduled.getLast().id()).isEqualTo("s0");
    assertThat(scheduled.getLast().nextProcessAt()).isPresent();
    assertThat(inspector.list(Q, TaskState.SCHEDULED, new Page(9, 30)).tasks()).isEmpty();
  }

  @Test
  void page_ofASenselessSize_isRefused() {
    assertThatThrownBy(() -> new Page(0, 30)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Page(1, 1001)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void list_withUnreadableOnes_showsTheOthers() {
    store.pending(Q, "a", "b", "c", "d");
    store.raw().hset(KEYS.task("b"), "msg", new byte[] {1});
    store.raw().del(KEYS.task("c"));
    TaskPage page = inspector.list(Q, TaskState.PENDING, Page.FIRST);
    assertThat(page.tasks()).extracting(ListedTask::id).containsExactly("a", "b", "c", "d");
    assertThat(page.readable()).extracting(TaskInfo::id).containsExactly("a", "d");
    assertThat(((ListedTask.Broken) page.tasks().get(2)).problem()).contains("no record");
    inspector.doctor().repair(inspector.doctor().examine());
  }

  @Test
  void list_ofActiveTasks_tellsOrphans() {
    store.active(Q, "a", store.second() + 30);
    store.active(Q, "b", store.second() - 5);
    List<TaskInfo> active = inspector.list(Q, TaskState.ACTIVE, Page.FIRST).readable();
    assertThat(active).extracting(TaskInfo::id).containsExactly("a", "b");
    assertThat(active).extracting(TaskInfo::isOrphaned).containsExactly(false, true);
    assertThat(active.getFirst().leaseUntil()).isPresent();
    assertThat(inspector.task(Q, "b").orElseThrow().isOrphaned()).isTrue();
  }

  @Test
  void list_ofOtherStates_tellsTheirTimes() {
    allStates();
    assertThat(inspector.list(Q, TaskState.COMPLETED, Page.FIRST).readable().getFirst().keptUntil())
        .isPresent();
    assertThat(
            inspector.list(Q, TaskState.PENDING, Page.FIRST).readable().getFirst().pendingSince())
        .contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(inspector.listGroup(Q, "g", Page.FIRST).readable())
        .extracting(TaskInfo::id)
        .containsExactly("aggregating");
    assertThat(inspector.task(Q, "completed").orElseThrow().keptUntil()).isPresent();
    assertThat(inspector.task(Q, "nope")).isEmpty();
  }

  @Test
  void servers_withTheirWorkers() {
    Instant start = Instant.ofEpochSecond(1_700_000_000);
    var server =
        new ServerInfo(
            "h", 42, "sid", 10, Map.of("a", 2), ServerInfo.Order.STRICT, "active", start, 1);
    var worker =
        new WorkerInfo("h", 42, "sid", "t1", "T", ByteString.copyFromUtf8("p"), Q, start, start);
    var all = Keyspace.DEFAULT;
    String key = all.server("h", 42, "sid");
    String workers = all.workers("h", 42, "sid");
    store.raw().set(key, server.encode());
    store.raw().hset(workers, "t1", worker.encode());
    store.raw().zadd(all.servers(), store.second() + 10.0, bytes(key));
    store.raw().zadd(all.servers(), store.second() - 10.0, bytes(all.server("old", 1, "x")));
    store.raw().zadd(all.workers(), store.second() + 10.0, bytes(workers));
    List<ServerEntry> servers = inspector.servers();
    assertThat(servers).hasSize(1);
    ServerEntry entry = servers.getFirst();
    assertThat(entry.process()).isEqualTo(new ServerEntry.Identity("h", 42, "sid"));
    assertThat(entry.queues()).isEqualTo(Map.of("a", 2));
    assertThat(entry.queueOrder()).isEqualTo(QueueOrder.STRICT);
    assertThat(entry.workers()).hasSize(1);
    assertThat(entry.workers().getFirst().taskId()).isEqualTo("t1");
    assertThat(entry.workers().getFirst().payload()).isEqualTo(bytes("p"));
  }

  @Test
  void schedulerEntries_withTheirEvents() {
    var all = Keyspace.DEFAULT;
    Instant at = Instant.ofEpochSecond(1_700_000_000);
    var entry =
        new SchedulerEntry(
            "e1", "@every 3s", "T", ByteString.EMPTY, List.of("Queue(\"q\")"), at, null);
    String key = all.scheduler("h:1:uuid");
    store.raw().lpush(key, entry.encode());
    store.raw().zadd(all.schedulers(), store.second() + 10.0, bytes(key));
    for (int i = 0; i < 5; i++) {
      var event = new SchedulerEnqueueEvent("t" + i, at.plusSeconds(i));
      store
          .raw()
          .zadd(all.schedulerHistory("e1"), (double) (at.getEpochSecond() + i), event.encode());
    }
    List<SchedulerEntryInfo> entries = inspector.schedulerEntries();
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().schedulerId()).isEqualTo("h:1:uuid");
    assertThat(entries.getFirst().options()).containsExactly("Queue(\"q\")");
    assertThat(entries.getFirst().next()).contains(at);
    assertThat(entries.getFirst().previous()).isEmpty();
    assertThat(inspector.enqueueEvents("e1", new Page(2, 2)))
        .containsExactly(
            new EnqueueEvent("t2", at.plusSeconds(2)), new EnqueueEvent("t1", at.plusSeconds(1)));
  }

  @Test
  void withoutACluster_thereAreNoNodes() {
    assertThat(inspector.clusterKeySlot("q")).isBetween(0, 16383);
    assertThat(inspector.clusterNodes("q")).isEmpty();
  }

  @Test
  void namesWithAnyCharacters_work() {
    for (String queue : List.of("a/b?c#d%e", "a:b", "{x}", "a b", "中文", "q*[a]?")) {
      String id = "id/ ?#%:{}中*[x]";
      String group = "g/ ?#%:{}中*[x]";
      store.pending(queue, id);
      store.grouped(queue, group, "in", store.second());
      inspector.archive(queue, id);
      inspector.run(queue, id);
      assertThat(inspector.list(queue, TaskState.PENDING, Page.FIRST).readable())
          .extracting(TaskInfo::id)
          .containsExactly(id);
      assertThat(inspector.groups(queue)).containsExactly(new GroupInfo(group, 1, 0));
      assertThat(inspector.listGroup(queue, group, Page.FIRST).total()).isEqualTo(1);
      inspector.updatePayload(queue, id, bytes("x"));
      inspector.delete(queue, id);
      assertThat(inspector.runGroup(queue, group)).isEqualTo(1);
    }
    assertThat(inspector.queues()).hasSize(6);
    for (String queue : inspector.queues()) {
      inspector.deleteQueue(queue, QueueDeletion.WITH_TASKS);
    }
    assertThat(store.raw().keys("*")).isEmpty();
  }

  @Test
  void unreadableTask_ofItsOwn_saysSo() {
    store.pending(Q, "a");
    store.raw().hset(KEYS.task("a"), "msg", new byte[] {1});
    assertThatThrownBy(() -> inspector.task(Q, "a"))
        .isInstanceOf(TaskException.class)
        .hasMessageContaining("'a'");
    inspector.delete(Q, "a");
  }

  @Test
  void messageThatNamesAnotherQueue_isShownUnderItsOwn() {
    store.pending(Q, "a");
    store.raw().hset(KEYS.task("a"), "msg", message("other", "x").build().encode());
    assertThat(inspector.task(Q, "a").orElseThrow().queue()).isEqualTo(Q);
    inspector.delete(Q, "a");
  }
}
