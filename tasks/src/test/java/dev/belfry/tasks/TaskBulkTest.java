package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static dev.belfry.tasks.TaskFilter.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.BulkProgress.Phase;
import dev.belfry.tasks.internal.redis.Moving;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.SearchPlace;
import dev.belfry.tasks.internal.redis.SearchPosition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskBulkTest extends OnSoundStore {
  private static final String Q = "q ?#%:{}中文";

  private static void put(TaskState state, String id) {
    long second = store.second();
    switch (state) {
      case PENDING -> store.pending(Q, id);
      case ACTIVE -> store.active(Q, id, second + 100);
      case AGGREGATING -> store.grouped(Q, "g", id, second);
      case ARCHIVED -> store.waiting(Q, state, id, second);
      default -> store.waiting(Q, state, id, second + 100);
    }
  }

  private static BulkProgress run(BulkAction action, String filter) throws Exception {
    return inspector.bulk().start(action, parse(filter), "test").await();
  }

  private static long count(TaskState state) {
    return inspector.queueCounts(Q).getOrDefault(state, 0L);
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACTIVE"})
  void delete_someOfMany_takesThoseAndKeepsTheOrderOfTheOthers(TaskState state) throws Exception {
    IntStream.range(0, 700).forEach(i -> put(state, (i % 3 == 0 ? "go" : "stay") + i));
    var left = inspector.search().stream(parse("id:stay*")).map(TaskInfo::id).toList();
    BulkPreview preview = inspector.bulk().preview(new BulkAction.Delete(), parse("id:go*"), 5);
    assertThat(preview.counts()).isEqualTo(Map.of(state, 234L));
    assertThat(preview.sample()).hasSize(5);

    BulkProgress progress = run(new BulkAction.Delete(), "id:go*");

    assertThat(progress.phase()).isEqualTo(Phase.FINISHED);
    assertThat(progress.done()).isEqualTo(234);
    assertThat(progress.refused()).isEmpty();
    assertThat(progress.looked()).isEqualTo(700).isEqualTo(progress.total());
    assertThat(inspector.search().stream(TaskFilter.ALL).map(TaskInfo::id).toList())
        .isEqualTo(left);
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACTIVE"})
  void eachAction_onAllTasksOfAState_doesWhatItDoesToOne(TaskState state) throws Exception {
    put(state, "a");
    put(state, "b");
    put(TaskState.ACTIVE, "busy");
    if (state != TaskState.PENDING) {
      assertThat(run(new BulkAction.Run(), "").done()).isEqualTo(2);
      assertThat(count(TaskState.PENDING)).isEqualTo(2);
    }
    if (state != TaskState.ARCHIVED) {
      assertThat(run(new BulkAction.Archive(), "").done()).isEqualTo(2);
      assertThat(count(TaskState.ARCHIVED)).isEqualTo(2);
    }
    assertThat(run(new BulkAction.Move("other"), "").done()).isEqualTo(2);
    assertThat(inspector.queueCounts("other").values().stream().mapToLong(n -> n).sum())
        .isEqualTo(2);
    var edit = TaskEdit.builder().type("edited").options(TaskOption.queue(Q)).build();
    assertThat(run(new BulkAction.Requeue(edit), "queue:other").done()).isEqualTo(2);
    assertThat(inspector.search().stream(parse("type:edited state:pending"))).hasSize(2);
    assertThat(count(TaskState.ACTIVE)).isEqualTo(1);
  }

  @Test
  void cancel_activeTasks_asksTheirWorkers() throws Exception {
    put(TaskState.ACTIVE, "a");
    put(TaskState.PENDING, "b");
    BulkProgress progress = run(new BulkAction.Cancel(), "");
    assertThat(progress.done()).isEqualTo(1);
    assertThat(progress.total()).isEqualTo(1);
  }

  @Test
  void change_tasksThatChangedSinceTheyWereFound_areLeftAlone() {
    for (String id : new String[] {"same", "moved", "edited", "gone", "taken"}) {
      put(TaskState.PENDING, id);
    }
    var broker = RedisBroker.connect(store.target());
    var place = new SearchPlace(Q, TaskState.PENDING, "");
    var found =
        broker
            .searching()
            .await(broker.searching().look(SearchPosition.start(place), List.of(), 100))
            .hits();
    inspector.archive(Q, "moved");
    inspector.updatePayload(Q, "edited", bytes("new"));
    inspector.delete(Q, "gone");
    store.raw().lrem(keys(Q).pending(), 0, bytes("taken"));
    store.active(Q, "taken", store.second() + 100);

    var changes = broker.admin().change(Moving.Bulk.DELETE, place, found);
    broker.close();

    assertThat(changes)
        .extracting(Object::toString)
        .containsExactly("DONE", "CHANGED", "CHANGED", "MISSING", "ACTIVE");
    assertThat(inspector.search().stream(TaskFilter.ALL).map(TaskInfo::id))
        .containsExactlyInAnyOrder("moved", "edited", "taken");
  }

  @Test
  void start_whereNothingIsToBeDone_endsAtOnce() throws Exception {
    put(TaskState.ACTIVE, "a");
    assertThat(run(new BulkAction.Delete(), "state:active").total()).isZero();
    assertThat(inspector.bulk().preview(new BulkAction.Run(), parse("state:active"), 1).total())
        .isZero();
    assertThat(new BulkAction.Run().states())
        .doesNotContainAnyElementsOf(Set.of(TaskState.PENDING));
  }

  @Test
  void cancelOfARun_betweenPortions_keepsWhatWasDone() throws Exception {
    IntStream.range(0, 600).forEach(i -> put(TaskState.RETRY, "i" + i));
    BulkRun bulk = inspector.bulk().start(new BulkAction.Archive(), parse("state:retry"), "");
    bulk.cancel();
    BulkProgress end = bulk.await();
    assertThat(count(TaskState.ARCHIVED)).isEqualTo(end.done());
    assertThat(count(TaskState.RETRY)).isEqualTo(600 - end.done());
  }

  @Test
  void run_withRefusals_countsThemByKind() throws Exception {
    put(TaskState.PENDING, "twin");
    store.pending("other", "twin");
    BulkProgress progress = run(new BulkAction.Move("other"), "");
    assertThat(progress.done()).isZero();
    assertThat(progress.refused()).isEqualTo(Map.of(BulkRefusal.ID_CONFLICT, 1L));
    assertThat(progress.refusedTotal()).isEqualTo(1);
  }
}
