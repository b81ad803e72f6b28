package dev.belfry.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people are not to see of tasks. */
class MaskedTasksTest {
  private static RunningConsole console;

  @BeforeAll
  static void start() throws Exception {
    console =
        new RunningConsole("Masks: [{Path: $..number}, {Pattern: '\\d{16}', VisibleTo: none}]");
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void payload_withMasks_isShownWithoutWhatTheyHide() throws Exception {
    console.client.enqueue(
        Task.of(
            "pay",
            "{\"card\":{\"number\":\"secret-1\"},\"note\":\"4111111111111111 ok\"}"
                .getBytes(UTF_8)),
        TaskOption.queue("pay"),
        TaskOption.taskId("p"));
    for (String path :
        new String[] {
          "/api/v1/task?queue=pay&id=p",
          "/api/v1/tasks?queue=pay&state=pending",
          "/api/v1/search?queue=pay",
          "/api/queues/pay/tasks/p",
          "/api/queues/pay/pending_tasks"
        }) {
      assertThat(console.http.get(path).send().body())
          .as(path)
          .doesNotContain("secret-1", "4111111111111111", "c2VjcmV0")
          .contains("***", "ok");
    }
  }

  /**
   * What a handler says of its failure, and what travels with a task, may hold the same secrets.
   */
  @Test
  void errorsAndHeaders_withMasks_areShownWithoutWhatTheyHide() throws Exception {
    var server =
        TaskServer.builder(console.target)
            .queues(Map.of("refused", 1))
            .retryDelay(RetryDelay.fixed(Duration.ofHours(1)))
            .handler((task, context) -> {
              throw new IllegalStateException("card 4111111111111111 refused");
            })
            .build();
    server.start();
    try {
      console.client.enqueue(
          Task.of("pay", "{}".getBytes(UTF_8))
              .withHeader("number", "secret-2")
              .withHeader("note", "4111111111111111 paid"),
          TaskOption.queue("refused"),
          TaskOption.taskId("r"));
      await().until(() -> console.inspector.queue("refused").count(TaskState.RETRY) == 1);
    } finally {
      server.stop(Deadline.in(Duration.ofSeconds(2)));
    }
    for (String path :
        List.of(
            "/api/v1/task?queue=refused&id=r",
            "/api/v1/tasks?queue=refused&state=retry",
            "/api/v1/search?queue=refused",
            "/api/v1/errors?queue=refused",
            "/api/queues/refused/tasks/r",
            "/api/queues/refused/retry_tasks")) {
      assertThat(console.http.get(path).send().body())
          .as(path)
          .doesNotContain("secret-2", "4111111111111111")
          .contains("***", "refused");
    }

    // Headers that come back as they were shown are not changed.
    console.done(
        "/task/requeue",
        "{\"queue\":\"refused\",\"id\":\"r\",\"headers\":{\"number\":\"***\",\"note\":\"mine\"}}");
    assertThat(console.inspector.task("refused", "r").orElseThrow().headers())
        .containsExactlyInAnyOrderEntriesOf(Map.of("number", "secret-2", "note", "mine"));
  }
}
