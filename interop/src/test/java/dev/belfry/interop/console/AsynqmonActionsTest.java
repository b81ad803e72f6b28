package dev.belfry.interop.console;

import static dev.belfry.interop.console.Http.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever asynqmon can do, Belfry's console does with the same call, answer and effect: both act
 * on a copy of one Redis, and what the copies hold afterwards is compared.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(FilledRedis.Shared.class)
class AsynqmonActionsTest {
  private static final Set<Integer> REFUSED = Set.of(404, 409);

  private Copy theirCopy;
  private Copy ourCopy;
  private Both both;

  /** A call that changes something. */
  record Action(String method, String path, String body) {
    static Action post(String path) {
      return new Action("POST", path, "");
    }

    static Action delete(String path) {
      return new Action("DELETE", path, "");
    }

    /** With tasks of which the last one does not exist. */
    static Action batch(String path, String... ids) {
      List<String> quoted = new ArrayList<>();
      for (String id : ids) {
        quoted.add('"' + id + '"');
      }
      quoted.add("\"none\"");
      return new Action("POST", path, "{\"task_ids\":[" + String.join(",", quoted) + "]}");
    }

    @Override
    public String toString() {
      return method + " " + path + " " + body;
    }
  }

  @BeforeAll
  void start() {
    theirCopy = new Copy(FilledRedis.shared().store);
    ourCopy = new Copy(FilledRedis.shared().store);
    renew();
    both = Both.on(theirCopy.redis, ourCopy.redis);
  }

  @BeforeEach
  void renew() {
    theirCopy.renew();
    ourCopy.renew();
  }

  @AfterAll
  void stop() {
    both.close();
    theirCopy.close();
    ourCopy.close();
  }

  static List<Action> actions() {
    List<Action> all = new ArrayList<>();
    for (String queue : List.of("go", "java")) {
      String path = "/api/queues/" + queue;
      for (String state : List.of("pending", "scheduled", "retry", "archived", "completed")) {
        String tasks = path + "/" + state + "_tasks";
        addDelete(all, tasks, state);
        if (!state.equals("pending") && !state.equals("completed")) {
          addRun(all, tasks, state);
        }
        if (!state.equals("archived") && !state.equals("completed")) {
          addArchive(all, tasks, state);
        }
      }
      String grouped = path + "/groups/g/aggregating_tasks";
      addDelete(all, grouped, "aggregating");
      addRun(all, grouped, "aggregating");
      addArchive(all, grouped, "aggregating");
      all.add(Action.post(path + ":pause"));
      all.add(Action.delete(path));
      addRefused(all, path);
    }
    addOdd(all);
    all.add(Action.delete("/api/queues/empty"));
    all.add(Action.delete("/api/queues/none"));
    all.add(Action.delete("/api/queues/hard/retry_tasks/failed"));
    all.add(Action.post("/api/queues/hard/retry_tasks/failed:run"));
    all.add(Action.post("/api/queues/hard/scheduled_tasks:run_all"));
    return all;
  }

  private static void addDelete(List<Action> all, String tasks, String state) {
    all.add(Action.delete(tasks + "/" + state + "1"));
    all.add(Action.batch(tasks + ":batch_delete", state + "2", state + "1"));
    all.add(Action.delete(tasks + ":delete_all"));
  }

  private static void addRun(List<Action> all, String tasks, String state) {
    all.add(Action.post(tasks + "/" + state + "1:run"));
    all.add(Action.batch(tasks + ":batch_run", state + "2", state + "1"));
    all.add(Action.post(tasks + ":run_all"));
  }

  private static void addArchive(List<Action> all, String tasks, String state) {
    all.add(Action.post(tasks + "/" + state + "1:archive"));
    all.add(Action.batch(tasks + ":batch_archive", state + "2", state + "1"));
    all.add(Action.post(tasks + ":archive_all"));
  }

  /** Tasks that are not in the state of the path, or nowhere. */
  private static void addRefused(List<Action> all, String path) {
    for (String state : List.of("active", "pending", "archived", "completed")) {
      all.add(Action.post(path + "/scheduled_tasks/" + state + "1:run"));
      all.add(Action.post(path + "/scheduled_tasks/" + state + "1:archive"));
      all.add(Action.delete(path + "/scheduled_tasks/" + state + "1"));
    }
    all.add(Action.post(path + "/retry_tasks/none:run"));
  }

  private static void addOdd(List<Action> all) {
    String odd = FilledRedis.ODD;
    String path = "/api/queues/" + encoded(odd);
    String id = "/" + encoded(odd);
    all.add(Action.post(path + ":resume"));
    all.add(Action.delete(path + "/pending_tasks" + id + "pending"));
    all.add(Action.post(path + "/archived_tasks" + id + "archived:run"));
    all.add(Action.post(path + "/scheduled_tasks" + id + "later:archive"));
    all.add(Action.batch(path + "/scheduled_tasks:batch_run", odd + "later"));
    all.add(Action.post(path + "/groups" + id + "/aggregating_tasks" + id + "grouped:run"));
    all.add(Action.delete(path + "/groups" + id + "/aggregating_tasks:delete_all"));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void action_hasTheAnswerAndTheEffectOfAsynqmons(Action action) {
    var expected = both.theirs.call(action.method, action.path, action.body);
    var actual = both.ours.call(action.method, action.path, action.body);

    assertThat(ourCopy.differences(theirCopy)).isEmpty();
    if (expected.status() == 500) {
      assertThat(actual.status()).as(actual.body()).isIn(REFUSED);
    } else {
      assertThat(actual.status()).as(actual.body()).isEqualTo(expected.status());
      if (expected.body().startsWith("{")) {
        assertThat(actual.json()).isEqualTo(expected.json());
      }
    }
  }

  /** What is compared is not the same only because nothing happens. */
  @Test
  void copies_thatOnlyOneSideChanged_differ() {
    assertThat(ourCopy.differences(theirCopy)).isEmpty();

    both.theirs.call("DELETE", "/api/queues/go/pending_tasks/pending1", "");

    assertThat(ourCopy.differences(theirCopy))
        .containsKeys("asynq:{go}:pending", "asynq:{go}:t:pending1");
  }

  @ParameterizedTest
  @MethodSource("cancellations")
  void cancellation_isAskedForAsAsynqmonDoes(Action action) {
    var expected = both.theirs.call(action.method, action.path, action.body);
    var actual = both.ours.call(action.method, action.path, action.body);

    assertThat(actual.status()).isEqualTo(expected.status());
    assertThat(actual.body()).isEqualTo(expected.body().strip());
    await()
        .untilAsserted(() -> {
          assertThat(theirCopy.cancelled()).isNotEmpty();
          assertThat(ourCopy.cancelled()).isEqualTo(theirCopy.cancelled());
        });
    assertThat(ourCopy.differences(theirCopy)).isEmpty();
  }

  static List<Action> cancellations() {
    List<Action> all = new ArrayList<>();
    for (String queue : List.of("go", "java")) {
      String path = "/api/queues/" + queue + "/active_tasks";
      all.add(Action.post(path + "/active1:cancel"));
      all.add(Action.post(path + ":cancel_all"));
      all.add(Action.batch(path + ":batch_cancel", "active1", "active2"));
    }
    return all;
  }

  @Test
  void body_thatMakesNoSense_isRefusedByBoth() {
    for (String body : List.of("{", "[]", "{\"ids\":[]}", "{\"task_ids\":\"a\"}", "null")) {
      var action = new Action("POST", "/api/queues/go/pending_tasks:batch_delete", body);
      int expected = both.theirs.call(action.method, action.path, action.body).status();
      assertThat(both.ours.call(action.method, action.path, action.body).status())
          .as(body)
          .isEqualTo(expected);
    }
  }
}
