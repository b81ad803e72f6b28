package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.retention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a server is told, and the rules of its life. */
class TaskServerSettingsTest extends OnRedis {
  private static final TaskHandler DONE = (task, context) -> Outcome.done();

  private record Place(String name) {}

  @Test
  void context_tellsOfServerAndTask_andHasTheAttributes() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    start(
        server(
                (task, context) -> {
                  told.add(context.attribute(Place.class).name());
                  told.add(context.server());
                  told.add(context.info().group() + " " + context.info().state());
                  assertThatIllegalArgumentException()
                      .isThrownBy(() -> context.attribute(Runnable.class))
                      .withMessageContaining("Place");
                  told.add("end");
                  return Outcome.done();
                })
            .attribute(Place.class, new Place("first"))
            .attribute(Place.class, new Place("here"))
            .build());

    client().enqueue(Task.of("t"));

    await().until(() -> told.contains("end"));
    assertThat(told.getFirst()).isEqualTo("here");
    assertThat(raw().zrange("asynq:servers", 0, -1))
        .containsExactly("asynq:servers:{" + told.get(1) + "}");
    assertThat(told.get(2)).isEqualTo("Optional.empty ACTIVE");
  }

  @Test
  void life_eachWrongStep_saysWhatBecameOfTheServer() throws Exception {
    TaskServer server = server(DONE).name("mails").build();
    assertThatIllegalStateException()
        .isThrownBy(server::ping)
        .withMessage("the task server mails does not run");
    server.quiesce();

    start(server);
    server.ping();
    assertThatIllegalStateException()
        .isThrownBy(server::start)
        .withMessageContaining("mails is running already");

    stop(server, Duration.ofSeconds(2));
    assertThatIllegalStateException()
        .isThrownBy(server::start)
        .withMessageContaining("mails was stopped");
    assertThatIllegalStateException().isThrownBy(server::ping);
  }

  @Test
  void quiesce_runningTasksFinish_newOnesWaitAndGoSeesStopped() throws Exception {
    var running = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    TaskServer server =
        start(
            server(
                    (task, context) -> {
                      running.countDown();
                      release.await();
                      return Outcome.done();
                    })
                .concurrency(1)
                .build());
    TaskInfo first = client().enqueue(Task.of("first"), retention(Duration.ofHours(1)));
    running.await();

    server.quiesce();
    TaskInfo second = client().enqueue(Task.of("second"));

    await().until(() -> inspector().servers().getFirst().status().equals("stopped"));
    release.countDown();
    await().until(() -> state(first) == TaskState.COMPLETED);
    assertThat(state(second)).isEqualTo(TaskState.PENDING);
    assertThat(server.health()).isEqualTo(Health.up());
  }

  @Test
  void healthCheck_redisGoesAway_theListenerIsTold() throws Exception {
    List<Health> told = new CopyOnWriteArrayList<>();
    start(server(DONE).healthCheck(told::add, Duration.ofMillis(100)).build());

    await().until(() -> told.contains(Health.up()));
    redis.kill();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> told.stream().anyMatch(health -> health instanceof Health.Down));
    redis.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> told.getLast() instanceof Health.Up);
  }

  @Test
  void settings_thatCannotBe_areRefused() {
    TaskServer.Builder builder = server(DONE);

    for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofMillis(9))) {
      assertThatIllegalArgumentException().isThrownBy(() -> builder.taskCheckInterval(wrong));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.delayedTaskCheckInterval(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.recoverInterval(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.janitorInterval(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> builder.groupGracePeriod(wrong));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.healthCheck(health -> {}, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.groupMaxDelay(Duration.ofMillis(999)));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.groupMaxSize(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.groupMaxSize(10_001));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.janitorBatchSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.janitorBatchSize(1_001));
    builder.groupMaxDelay(Duration.ZERO).groupMaxSize(0).janitorBatchSize(1_000);
  }
}
