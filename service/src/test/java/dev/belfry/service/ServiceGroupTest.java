package dev.belfry.service;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ServiceGroupTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final RecordingService a = new RecordingService("a", events);
  private final RecordingService b = new RecordingService("b", events);
  private final RecordingService c = new RecordingService("c", events);
  private final CountDownLatch never = new CountDownLatch(1);

  private static ServiceGroup quick(Service... services) {
    return ServiceGroup.builder()
        .addAll(List.of(services))
        .startTimeout(Duration.ofMillis(300))
        .stopTimeout(Duration.ofMillis(600))
        .build();
  }

  @Test
  void group_startedAndStopped_goesForwardAndQuiescesThenStopsBackward() {
    ServiceGroup group = ServiceGroup.of(a, b, c);
    group.start();
    group.stop();

    assertThat(events)
        .containsExactly(
            "start a",
            "start b",
            "start c",
            "quiesce c",
            "quiesce b",
            "quiesce a",
            "stop c",
            "stop b",
            "stop a");
    assertThat(group.leftBehind()).isEmpty();
  }

  @Test
  void start_thatThrows_stopsTheStartedInReverseAndNamesTheCulprit() {
    var cause = new IOException("port 80 is in use");
    ServiceGroup group =
        ServiceGroup.of(
            a,
            b,
            c.starting(() -> {
              throw cause;
            }));

    assertThatExceptionOfType(ServiceStartException.class)
        .isThrownBy(group::start)
        .withMessage("service \"c\" could not start: port 80 is in use")
        .withCause(cause)
        .satisfies(e -> assertThat(e.service()).isEqualTo("c"));
    assertThat(events)
        .containsExactly(
            "start a", "start b", "start c", "quiesce b", "quiesce a", "stop b", "stop a");
  }

  @Test
  void start_thatHangs_failsAfterTheStartTimeout() {
    ServiceGroup group = quick(a, b.starting(never::await));

    assertThatExceptionOfType(ServiceStartException.class)
        .isThrownBy(group::start)
        .withMessageContaining("\"b\" was not ready after PT0.3S");
    assertThat(events).endsWith("stop a");
    assertThat(group.leftBehind()).isEmpty();
  }

  @Test
  void start_thatIgnoresInterruptsAndEndsLate_isUndoneByItself() {
    var late = new CountDownLatch(1);
    ServiceGroup group = quick(a, b.starting(() -> awaitStubbornly(late)));

    assertThatExceptionOfType(ServiceStartException.class).isThrownBy(group::start);
    assertThat(group.leftBehind()).containsExactly("b");
    late.countDown();

    Awaitility.await("the stop of b").until(() -> events.contains("stop b"));
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
      assertThat(Thread.interrupted()).isIn(true, false);
    }
  }

  @Test
  void stop_thatThrowsAnError_doesNotKeepTheOthers() {
    ServiceGroup group =
        ServiceGroup.of(
            a,
            b.stopping(deadline -> {
              throw new LinkageError("gone");
            }),
            c);
    group.start();
    group.stop();

    assertThat(events).endsWith("stop c", "stop b", "stop a");
    assertThat(group.leftBehind()).isEmpty();
  }

  @Test
  void stop_thatSpins_isLeftBehindAndLeavesTimeForTheOthers() {
    // So long that a has a quarter of a second, whatever else the machine does.
    ServiceGroup group =
        ServiceGroup.builder()
            .add(a.stopping(deadline -> events.add("a has time: " + !deadline.isOver())))
            .add(b.stopping(deadline -> awaitStubbornly(never)))
            .add(c.stopping(deadline -> awaitStubbornly(never)))
            .stopTimeout(Duration.ofSeconds(3))
            .build();
    group.start();
    group.stop();

    assertThat(events).endsWith("stop c", "stop b", "stop a", "a has time: true");
    assertThat(group.leftBehind()).containsExactly("c", "b");
    never.countDown();
  }

  @Test
  void deadline_ofEachService_liesWithinTheOneOfTheGroup() {
    var remaining = new CopyOnWriteArrayList<Duration>();
    ServiceGroup group =
        ServiceGroup.builder()
            .add(a.stopping(deadline -> remaining.add(deadline.remaining())))
            .add(b.stopping(deadline -> remaining.add(deadline.remaining())))
            .stopTimeout(Duration.ofSeconds(8))
            .build();
    group.start();
    group.stop();

    assertThat(remaining).hasSize(2).allMatch(left -> left.compareTo(Duration.ofSeconds(8)) < 0);
    assertThat(remaining.get(0)).isLessThan(remaining.get(1)).isGreaterThan(Duration.ofSeconds(6));
  }

  @Test
  void stop_calledTwiceAtOnce_runsOnceAndBothWait() throws Exception {
    var stopping = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    ServiceGroup group =
        ServiceGroup.of(
            a.stopping(deadline -> {
              stopping.countDown();
              release.await();
            }));
    group.start();
    CompletableFuture<Void> first = CompletableFuture.runAsync(group::stop);
    assertThat(stopping.await(5, SECONDS)).isTrue();
    CompletableFuture<Void> second = CompletableFuture.runAsync(group::stop);

    assertThat(second).isNotDone();
    release.countDown();
    CompletableFuture.allOf(first, second).get(5, SECONDS);
    group.stop();
    assertThat(events).containsOnlyOnce("stop a");
  }

  @Test
  void stop_whileAServiceStarts_interruptsItAndStopsTheOthers() throws Exception {
    var starting = new CountDownLatch(1);
    ServiceGroup group =
        ServiceGroup.of(
            a,
            b.starting(() -> {
              starting.countDown();
              never.await();
            }),
            c);
    CompletableFuture<Void> start = CompletableFuture.runAsync(group::start);
    assertThat(starting.await(5, SECONDS)).isTrue();
    group.stop();

    assertThat(start).failsWithin(Duration.ofSeconds(5));
    assertThat(events).containsExactly("start a", "start b", "quiesce a", "stop a");
  }

  @Test
  void stop_beforeStart_preventsTheStart() {
    ServiceGroup group = ServiceGroup.of(a);
    group.stop();

    assertThatIllegalStateException().isThrownBy(group::start).withMessageContaining("STOPPED");
    assertThat(events).isEmpty();
  }

  @Test
  void requestStop_fromAService_endsRun() {
    var group = new CompletableFuture<ServiceGroup>();
    RecordingService self = a.starting(() -> group.get().requestStop());
    group.complete(ServiceGroup.of(self, b));
    group.join().run();

    assertThat(events).endsWith("stop a");
  }

  @Test
  void run_whileAnotherGroupRuns_isRefused() throws Exception {
    var up = new CountDownLatch(1);
    ServiceGroup first = ServiceGroup.of(a.starting(up::countDown));
    CompletableFuture<Void> running = CompletableFuture.runAsync(first::run);
    assertThat(up.await(5, SECONDS)).isTrue();

    assertThatIllegalStateException()
        .isThrownBy(() -> ServiceGroup.of(b).run())
        .withMessageContaining("another ServiceGroup");
    first.requestStop();
    running.get(5, SECONDS);
    assertThat(events).doesNotContain("start b");
  }

  @Test
  void run_withAServiceLeftBehind_throwsItsName() throws Exception {
    ServiceGroup group = quick(a, b.stopping(deadline -> awaitStubbornly(never)));
    CompletableFuture<Void> running = CompletableFuture.runAsync(group::run);
    Awaitility.await("b").until(() -> events.contains("start b"));
    group.requestStop();

    assertThat(running)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(ServiceStopException.class)
        .withMessageContaining("did not stop in time: b");
    never.countDown();
  }

  @Test
  void health_ofAGroup_isThatOfItsServices() {
    Service sick =
        new Service() {
          @Override
          public String name() {
            return "a";
          }

          @Override
          public void start() {}

          @Override
          public void stop(Deadline deadline) {}

          @Override
          public Health health() {
            throw new IllegalStateException("no idea");
          }
        };
    ServiceGroup group = ServiceGroup.of(a, sick);

    assertThat(group.health()).containsEntry("a", Health.down("not started yet"));
    group.start();
    assertThat(group.health())
        .containsEntry("a", Health.up())
        .containsEntry(
            "a-2",
            Health.down("the health check failed: java.lang.IllegalStateException: no idea"));
    group.stop();
    assertThat(group.health()).containsEntry("a", Health.down("stopping"));
  }

  @Test
  void group_withoutServicesOrWithOneTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(ServiceGroup::of)
        .withMessageContaining("at least one service");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceGroup.of(a, b, a))
        .withMessageContaining("\"a\" was added twice");
  }

  @Test
  void serviceOfActions_runsThem() {
    ServiceGroup group =
        ServiceGroup.of(Service.of("x", () -> events.add("up"), deadline -> events.add("down")));
    group.start();
    group.close();

    assertThat(events).containsExactly("up", "down");
  }
}
