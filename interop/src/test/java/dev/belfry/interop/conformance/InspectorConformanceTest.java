package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.interop.peer.GoInspector;
import dev.belfry.interop.store.Change;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.QueueNotFoundException;
import dev.belfry.tasks.QueueStateException;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskNotFoundException;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.TaskStateException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases 57 to 59: changes by hand, on tasks that Go put into each state. */
class InspectorConformanceTest extends Conformance {

  /** The ids of two tasks in each state: the state with 1 or 2. */
  @BeforeEach
  void fillAllStates() {
    long t = store.second();
    q1.registered();
    for (int i = 1; i <= 2; i++) {
      q1.pending(task("pending" + i));
      q1.active(task("active" + i), t + LEASE);
      q1.in("scheduled", task("scheduled" + i), t + 1000 + i);
      q1.in("retry", task("retry" + i), t + 1000 + i);
      q1.in("archived", task("archived" + i).with("error_msg", "e"), t - 1000 + i);
      q1.in("completed", task("completed" + i), t + 1000 + i);
      q1.grouped("g", t - 10 + i, task("aggregating" + i));
    }
  }

  private static String name(TaskState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private String container(TaskState state) {
    return q1.key(state == TaskState.AGGREGATING ? "g:g" : name(state));
  }

  /** The ids in a list or a sorted set. */
  private List<String> ids(String key) {
    return switch (store.raw().type(key)) {
      case "list" -> store.list(key);
      case "zset" -> List.copyOf(store.zset(key).keySet());
      default -> List.of();
    };
  }

  private void assertMoved(Change change, String id, TaskState from, String to) {
    assertThat(ids(container(from))).containsExactly(name(from) + 2);
    assertThat(q1.fields(id)).containsEntry("state", to);
    assertThat(ids(q1.key(to))).contains(id);
    assertThat(change.keys())
        .containsExactlyInAnyOrder(container(from), q1.key(to), q1.key("t:" + id));
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEDULED", "RETRY", "ARCHIVED", "COMPLETED", "AGGREGATING"})
  void case57_runOne_isPending(TaskState from) {
    String id = name(from) + 1;

    var change = store.change(() -> inspector.run("q1", id));

    assertMoved(change, id, from, "pending");
    assertThat(q1.list("pending")).containsExactly(id, "pending2", "pending1");
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "SCHEDULED", "RETRY", "COMPLETED", "AGGREGATING"})
  void case57_archiveOne_isArchived(TaskState from) {
    String id = name(from) + 1;
    byte[] message = store.raw().hget(q1.key("t:" + id), "msg");
    long t = store.second();

    var change = store.change(() -> inspector.archive("q1", id));

    assertMoved(change, id, from, "archived");
    assertThat(q1.zset("archived").get(id)).isBetween(t, store.second());
    assertThat(store.raw().hget(q1.key("t:" + id), "msg")).isEqualTo(message);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void case57_deleteOne_isGone(TaskState from) {
    String id = name(from) + 1;
    String lock = q1.key("unique:T:any");
    store.raw().set(lock, id.getBytes(UTF_8));
    store.raw().hset(q1.key("t:" + id), "unique_key", lock.getBytes(UTF_8));

    var change = store.change(() -> inspector.delete("q1", id));

    assertThat(ids(container(from))).containsExactly(name(from) + 2);
    assertThat(change.gone()).containsExactlyInAnyOrder(q1.key("t:" + id), lock);
    assertThat(change.keys()).containsExactlyInAnyOrder(q1.key("t:" + id), lock, container(from));
  }

  @Test
  void case57_lastOfAGroup_takesTheGroupWithIt() {
    List<BiConsumer<String, String>> changes =
        List.of(inspector::run, inspector::archive, inspector::delete);
    for (int i = 0; i < changes.size(); i++) {
      q1.grouped("single", 1, task("single" + i));

      changes.get(i).accept("q1", "single" + i);

      assertThat(q1.members("groups")).containsExactly("g");
      assertThat(store.keys()).doesNotContain(q1.key("g:single"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEDULED", "RETRY", "ARCHIVED"})
  void case57_runAll_arePendingInTheirOrder(TaskState from) {
    var change = store.change(() -> assertThat(inspector.runAll("q1", from)).isEqualTo(2));

    assertAllMoved(change, from, "pending");
    assertThat(q1.list("pending"))
        .containsExactly(name(from) + 2, name(from) + 1, "pending2", "pending1");
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "SCHEDULED", "RETRY"})
  void case57_archiveAll_areArchived(TaskState from) {
    var change = store.change(() -> assertThat(inspector.archiveAll("q1", from)).isEqualTo(2));

    assertAllMoved(change, from, "archived");
    assertThat(q1.zset("archived")).hasSize(4);
  }

  private void assertAllMoved(Change change, TaskState from, String to) {
    assertThat(change.gone()).containsExactly(container(from));
    assertThat(change.keys())
        .containsExactlyInAnyOrder(
            container(from),
            q1.key(to),
            q1.key("t:" + name(from) + 1),
            q1.key("t:" + name(from) + 2));
    assertThat(q1.fields(name(from) + 1)).containsEntry("state", to);
    assertThat(q1.fields(name(from) + 2)).containsEntry("state", to);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACTIVE", "AGGREGATING"})
  void case57_deleteAll_areGone(TaskState from) {
    var change = store.change(() -> assertThat(inspector.deleteAll("q1", from)).isEqualTo(2));

    assertThat(change.gone())
        .containsExactlyInAnyOrder(
            container(from), q1.key("t:" + name(from) + 1), q1.key("t:" + name(from) + 2));
    assertThat(change.keys()).isEqualTo(change.gone());
  }

  @Test
  void case57_allOfAGroup_moveTogetherAndTheGroupIsGone() {
    assertThat(inspector.runGroup("q1", "g")).isEqualTo(2);
    assertThat(q1.list("pending"))
        .containsExactly("aggregating2", "aggregating1", "pending2", "pending1");
    assertGroupIsGone();

    q1.grouped("g", 1, task("c"));
    assertThat(inspector.archiveGroup("q1", "g")).isEqualTo(1);
    assertThat(q1.fields("c")).containsEntry("state", "archived");
    assertGroupIsGone();

    q1.grouped("g", 1, task("d"));
    assertThat(inspector.deleteGroup("q1", "g")).isEqualTo(1);
    assertThat(q1.records()).doesNotContain("d");
    assertGroupIsGone();
  }

  private void assertGroupIsGone() {
    assertThat(store.keys()).doesNotContain(q1.key("g:g"), q1.key("groups"));
  }

  @Test
  void case57_impossibleChanges_areRefusedAndNothingChanges() {
    var change =
        store.change(() -> {
          for (String id : List.of("active1", "pending1")) {
            assertThatThrownBy(() -> inspector.run("q1", id))
                .isInstanceOf(TaskStateException.class);
          }
          for (String id : List.of("active1", "archived1")) {
            assertThatThrownBy(() -> inspector.archive("q1", id))
                .isInstanceOf(TaskStateException.class);
          }
          assertThatThrownBy(() -> inspector.delete("q1", "active1"))
              .isInstanceOf(TaskStateException.class);
          List<BiConsumer<String, String>> changes =
              List.of(inspector::run, inspector::archive, inspector::delete);
          assertThat(changes)
              .allSatisfy(each -> {
                assertThatThrownBy(() -> each.accept("q1", "none"))
                    .isInstanceOf(TaskNotFoundException.class);
                assertThatThrownBy(() -> each.accept("q2", "none"))
                    .isInstanceOf(QueueNotFoundException.class);
              });
          assertThatThrownBy(() -> inspector.deleteAll("q2", TaskState.PENDING))
              .isInstanceOf(QueueNotFoundException.class);
        });

    assertThat(change.keys()).isEmpty();
  }

  @Test
  void case58_queueThatGoPaused_waitsUntilGoLetsItGoOn() throws Exception {
    var go = open(new GoInspector(redis));
    var runs = new CopyOnWriteArrayList<String>();
    go.pause("q1");
    start(
        server(
                (task, context) -> {
                  runs.add(context.taskId());
                  return Outcome.done();
                })
            .concurrency(1)
            .taskCheckInterval(Duration.ofMillis(50))
            .build());

    assertThatThrownBy(() -> go.pause("q1")).isInstanceOf(GoInspector.Refused.class);
    assertThatThrownBy(() -> inspector.pause("q1")).isInstanceOf(QueueStateException.class);
    // It is at work, but takes nothing.
    await().atMost(PATIENCE).until(() -> inspector.servers().size() == 1);
    assertThat(q1.list("pending")).containsExactly("pending2", "pending1");
    assertThat(runs).isEmpty();

    go.unpause("q1");

    await().atMost(PATIENCE).until(() -> runs.equals(List.of("pending1", "pending2")));
    assertThatThrownBy(() -> go.unpause("q1")).isInstanceOf(GoInspector.Refused.class);
    assertThatThrownBy(() -> inspector.resume("q1")).isInstanceOf(QueueStateException.class);
  }

  @Test
  void case59_pages_comeNextToRunFirst() {
    store.clear();
    q1.registered();
    for (int i = 0; i < 100; i++) {
      q1.pending(task("p%02d".formatted(i)));
      q1.in("scheduled", task("s%02d".formatted(i)), 1_000_000_000L + i);
    }

    for (int page = 1; page <= 4; page++) {
      int first = (page - 1) * 30;
      int end = Math.min(first + 30, 100);
      assertThat(ids(TaskState.PENDING, page)).containsExactlyElementsOf(expected("p", first, end));
      assertThat(ids(TaskState.SCHEDULED, page))
          .containsExactlyElementsOf(expected("s", first, end));
    }
    assertThat(ids(TaskState.PENDING, 4)).hasSize(10);
    assertThat(ids(TaskState.PENDING, 5)).isEmpty();
  }

  private static List<String> expected(String prefix, int first, int end) {
    return IntStream.range(first, end).mapToObj(i -> prefix + "%02d".formatted(i)).toList();
  }

  private List<String> ids(TaskState state, int page) {
    return inspector.list("q1", state, new Page(page, 30)).readable().stream()
        .map(TaskInfo::id)
        .toList();
  }
}
