package dev.belfry.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What becomes of records when their partition goes, or the process stops. */
class PartitionEndTest extends OnPartitionWork {
  @Test
  void recordThatWaitsForARetry_isGivenUpAtOnceWithAllBehindItWhenQueuedIsToFinish()
      throws Exception {
    var waiting = new CountDownLatch(1);
    var work =
        work(
            ConsumerMode.KEY,
            first(patience -> {
              waiting.countDown();
              return patience.await(Duration.ofHours(1));
            }));
    work.accept(List.of(record(0, "a")));
    work.accept(List.of(record(1, "a")));
    work.accept(List.of(record(2, "b")));
    waiting.await();
    await("the other key").until(() -> done.contains(2L));

    work.finishQueued(Deadline.in(LONG));

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(done).containsExactly(2L);
    assertThat(work.committable()).hasValue(0);
    assertThat(inFlight.messages()).isZero();
  }

  /** Else those behind it, which are done, would come again. */
  @Test
  void recordThatWaitsForARetry_getsItBeforeThePartitionGoes() throws Exception {
    var waiting = new CountDownLatch(1);
    var work =
        work(
            ConsumerMode.KEY,
            first(patience -> {
              waiting.countDown();
              return patience.await(Duration.ofMillis(50));
            }));
    work.accept(List.of(record(0, "a"), record(1, "b")));
    waiting.await();
    await("the other key").until(() -> done.contains(1L));

    work.finishRunning(Deadline.in(LONG));

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(2);
  }

  @Test
  void recordsInFrontOfOneThatIsDone_areDoneBeforeThePartitionGoes_andNoneBehind()
      throws Exception {
    var release = new CountDownLatch(1);
    var work =
        work(
            ConsumerMode.KEY,
            first(patience -> {
              release.await();
              return true;
            }));
    work.accept(List.of(record(0, "a"), record(1, "a"), record(2, "b"), record(3, "a")));
    await("the other key").until(() -> done.contains(2L));

    work.finishRunning(Deadline.in(LONG));
    release.countDown();

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(done).containsExactly(2L, 0L, 1L);
    assertThat(work.committable()).hasValue(3);
    assertThat(inFlight.messages()).isZero();
  }

  @Test
  void runningRecord_finishesButNothingElseBeginsWhenOnlyRunningIsToFinish() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              entered.countDown();
              release.await();
              return done.add(record.offset());
            });
    work.accept(List.of(record(0, "a")));
    work.accept(List.of(record(1, "a")));
    entered.await();

    work.finishRunning(Deadline.in(LONG));
    release.countDown();

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(1);
  }

  @Test
  void abandonedRecord_isInterruptedAndItsResultDoesNotCount() throws Exception {
    var entered = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              entered.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                done.add(record.offset());
              }
              return true;
            });
    work.accept(List.of(record(0, "a")));
    entered.await();

    work.abandon();

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(done).containsExactly(0L);
    assertThat(work.committable()).hasValue(0);
  }

  /** Handlers of other partitions may have all places for long. */
  @Test
  void recordThatWaitsForARetry_needsNoPlaceToBeGivenUp() throws Exception {
    var busy = new CountDownLatch(1);
    var work = workWhosePlaceIsTaken(Duration.ofHours(1), busy);

    work.finishRunning(Deadline.in(Duration.ofMinutes(1)));

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(0);
    busy.countDown();
  }

  @Test
  void recordThatWaitsForItsTurn_needsNoPlaceToBeAbandoned() throws Exception {
    var busy = new CountDownLatch(1);
    var work = workWhosePlaceIsTaken(Duration.ofNanos(1), busy);

    work.abandon();

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(0);
    busy.countDown();
  }

  /** What the record at offset 0 does before it is done; false if it is given up. */
  @FunctionalInterface
  private interface Doing {
    boolean ends(Patience patience) throws InterruptedException;
  }

  private Processor first(Doing doing) {
    return (record, patience) ->
        (record.offset() != 0 || doing.ends(patience)) && done.add(record.offset());
  }

  /** Its record waits so long, and another task of the crew takes the only place meanwhile. */
  private PartitionWork workWhosePlaceIsTaken(Duration delay, CountDownLatch busy)
      throws InterruptedException {
    var crew = new Crew(1, "crew");
    var taken = new CountDownLatch(1);
    var work =
        new PartitionWork(
            (record, patience) -> {
              crew.submit(() -> {
                taken.countDown();
                awaitQuietly(busy);
              });
              var again = true;
              while (again && !patience.isOver()) {
                again = patience.await(delay);
              }
              return false;
            },
            ConsumerMode.KEY,
            inFlight,
            crew,
            "lane");
    work.accept(List.of(record(0, "a")));
    taken.await();
    return work;
  }
}
