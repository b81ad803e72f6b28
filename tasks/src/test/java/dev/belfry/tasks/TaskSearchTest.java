package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.internal.wire.TaskMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskSearchTest extends OnGoStore {
  private static final String ODD = "a/b ?#%:{}中文";

  private static void put(String queue, TaskState state, String id, long second) {
    switch (state) {
      case PENDING -> store.pending(queue, id);
      case ACTIVE -> store.active(queue, id, second);
      case AGGREGATING -> store.grouped(queue, "g", id, second);
      default -> store.waiting(queue, state, id, second);
    }
  }

  private static List<String> ids(TaskFilter filter) {
    return inspector.search().stream(filter).map(TaskInfo::id).toList();
  }

  @Test
  void find_allStatesOfAllQueues_findsEachTaskWithItsState() {
    long now = store.second();
    for (String queue : List.of("default", ODD)) {
      for (TaskState state : TaskState.values()) {
        put(queue, state, "i-" + state, now + 100);
      }
    }
    SearchPage page = inspector.search().find(TaskFilter.ALL, SearchLimits.DEFAULT);
    assertThat(page.tasks()).hasSize(14);
    assertThat(page.tasks())
        .allSatisfy(task -> assertThat(task.id()).isEqualTo("i-" + task.state()));
    assertThat(page.counts()).hasSize(7).containsEntry(TaskState.RETRY, 2L);
    assertThat(page.looked()).isEqualTo(14);
    assertThat(page.next()).isEmpty();
    assertThat(inspector.search().size(TaskFilter.ALL)).isEqualTo(14);
    assertThat(inspector.search().size(TaskFilter.parse("state:retry queue:default"))).isEqualTo(1);
    assertThat(ids(TaskFilter.builder().queue(ODD).id("i-RETRY").build()))
        .containsExactly("i-RETRY");
    assertThat(ids(TaskFilter.parse("id:i-RETRY,i-ACTIVE"))).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(TaskState.class)
  void find_inSmallSteps_findsEachOnceInOrder(TaskState state) {
    long now = store.second();
    // Many of one second, so that steps end within it.
    IntStream.range(0, 40)
        .forEach(i -> put("q", state, "%02d".formatted(i * 7 % 40), now + 100 + i / 20));
    var expected = ids(TaskFilter.ALL);
    assertThat(new TreeSet<>(expected)).hasSize(40).hasSameSizeAs(expected);

    List<String> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var limits = new SearchLimits(3, 7);
      SearchPage page =
          cursor.isPresent()
              ? inspector.search().find(TaskFilter.ALL, cursor.get(), limits)
              : inspector.search().find(TaskFilter.ALL, limits);
      page.tasks().forEach(task -> found.add(task.id()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      names = {"PENDING", "SCHEDULED"})
  void find_tasksComeAndGoBetweenSteps_findsAllThatStay(TaskState state) {
    IntStream.range(0, 30).forEach(i -> put("q", state, "%02d".formatted(i), store.second() + 100));
    var search = inspector.search();
    SearchPage first = search.find(TaskFilter.ALL, new SearchLimits(10, 100));
    List<String> seen = first.tasks().stream().map(TaskInfo::id).toList();
    for (String id : List.of(seen.get(0), seen.get(4), seen.get(9))) {
      inspector.delete("q", id);
    }
    put("q", state, "zz", store.second() + 100);

    List<String> rest =
        search
            .find(TaskFilter.ALL, first.next().orElseThrow(), SearchLimits.DEFAULT)
            .tasks()
            .stream()
            .map(TaskInfo::id)
            .toList();
    var all = new TreeSet<>(seen);
    all.addAll(rest);
    assertThat(all).hasSize(31);
  }

  @Test
  void find_textsInMessages_areFoundWhateverTheirCase() {
    for (String payload : List.of("{\"to\":\"A@B.example\"}", "kIk", "中文", "")) {
      String id = "i" + payload.length();
      store.raw().lpush(keys("q").pending(), bytes(id));
      byte[] message =
          TaskMessage.builder("mail:send", id, "q")
              .payload(com.google.protobuf.ByteString.copyFromUtf8(payload))
              .build()
              .encode();
      store.raw().hset(keys("q").task(id), Map.of("msg", message, "state", bytes("pending")));
    }
    store.raw().sadd("asynq:queues", bytes("q"));
    assertThat(ids(TaskFilter.parse("payload:a@b"))).containsExactly("i20");
    assertThat(ids(TaskFilter.parse("payload:KiK"))).containsExactly("i3");
    assertThat(ids(TaskFilter.parse("中文"))).containsExactly("i2");
    assertThat(ids(TaskFilter.parse("type:mail:*"))).hasSize(4);
    assertThat(ids(TaskFilter.parse("json:$.to~b.EX"))).containsExactly("i20");
  }

  @Test
  void find_idsWithoutRecordsAndBytesThatAreNoMessages_areNotInTheWay() {
    put("q", TaskState.PENDING, "good", 0);
    store.raw().rpush(keys("q").pending(), bytes("ghost"), bytes("broken"), bytes("odd"));
    store.raw().hset(keys("q").task("broken"), "msg", bytes("\u0007\u0007"));
    store.raw().set(keys("q").task("odd"), bytes("no hash"));
    assertThat(ids(TaskFilter.ALL)).containsExactly("good");
    assertThat(ids(TaskFilter.parse("good"))).containsExactly("good");
    assertThat(ids(TaskFilter.parse("id:broken"))).isEmpty();
  }

  @Test
  void find_cursorOfSomethingElse_isRefused() {
    for (String cursor : List.of("", "x", "a.b.c.d.e", "!", "cQ.UEVORElORw..aQ.eA")) {
      assertThatThrownBy(
              () -> inspector.search().find(TaskFilter.ALL, cursor, SearchLimits.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no cursor");
    }
  }

  @Test
  void find_queueOfTheCursorIsGone_goesOnWithTheNextOne() {
    put("a", TaskState.PENDING, "1", 0);
    put("b", TaskState.PENDING, "2", 0);
    put("c", TaskState.PENDING, "3", 0);
    SearchPage page = inspector.search().find(TaskFilter.ALL, new SearchLimits(2, 100));
    inspector.deleteQueue("b", QueueDeletion.WITH_TASKS);
    assertThat(
            inspector
                .search()
                .find(TaskFilter.ALL, page.next().orElseThrow(), SearchLimits.DEFAULT)
                .tasks())
        .extracting(TaskInfo::id)
        .containsExactly("3");
  }
}
