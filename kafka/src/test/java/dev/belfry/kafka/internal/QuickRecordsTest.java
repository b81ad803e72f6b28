package dev.belfry.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Quick records are worked off by one thread, until one of them is not. */
class QuickRecordsTest extends OnPartitionWork {
  @Test
  void recordThatTakesItsTimeAmongQuickOnes_holdsUpItsOwnKeyOnly() throws Exception {
    var blocked = new CountDownLatch(1);
    var slow = new AtomicLong(Long.MAX_VALUE);
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              if (record.offset() == slow.get()) {
                blocked.await();
              }
              return done.add(record.offset());
            });
    var next = workedQuickly(work);
    slow.set(next + 30);
    work.accept(batch(next, 400));

    // 400 records of 10 keys; 37 of the slow one's key are not before it.
    await("other keys go on")
        .until(() -> {
          work.watch();
          return done.size() == 363;
        });
    assertThat(work.committable()).hasValue(slow.get());
    blocked.countDown();
    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(next + 400);
    assertThat(inFlight.messages()).isZero();
    assertThat(done).hasSize(400).doesNotHaveDuplicates();
    assertThat(done.stream().filter(offset -> offset % 10 == slow.get() % 10)).isSorted();
  }

  /** As many as may be at work may hang but one, and the rest goes on, in time after time. */
  @Test
  void recordsThatNeverEndAmongQuickOnes_holdUpTheirOwnKeysOnly() throws Exception {
    var slow = ConcurrentHashMap.<Long>newKeySet();
    var never = new CountDownLatch(1);
    var work =
        new PartitionWork(
            (record, patience) -> {
              if (slow.contains(record.offset())) {
                never.await();
              }
              return done.add(record.offset());
            },
            ConsumerMode.KEY,
            inFlight,
            new Crew(5, "crew"),
            "lane");
    var from = workedQuickly(work);
    var first = from + 7;
    for (var hanging = 1; hanging < 5; hanging++) {
      var next = from;
      slow.add(next + (8 - hanging) % 10);
      var free = 400 - 40 * hanging;
      done.clear();
      work.accept(batch(next, 400));
      await("other keys go on")
          .until(() -> {
            work.watch();
            return done.size() >= free;
          });
      from += 400;
    }
    assertThat(work.committable()).hasValue(first);
    work.abandon();
    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(first);
    assertThat(inFlight.messages()).isZero();
  }

  @Test
  void recordThatFailsAmongQuickOnes_waitsForItsNextAttemptInTheWayOfItsKeyOnly() throws Exception {
    var failing = new AtomicLong(Long.MAX_VALUE);
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              if (record.offset() == failing.get() && !patience.await(Duration.ofHours(1))) {
                return false;
              }
              return done.add(record.offset());
            });
    var next = workedQuickly(work);
    failing.set(next + 30);
    work.accept(batch(next, 400));

    await("other keys go on").until(() -> done.size() == 363);
    work.finishQueued(Deadline.in(LONG));
    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(failing.get());
    assertThat(inFlight.messages()).isZero();
  }

  @Test
  void partitionWhoseRecordFails_waitsForItAndGivesUpWhatIsBehindIt() throws Exception {
    var failing = new AtomicLong(Long.MAX_VALUE);
    var waiting = new CountDownLatch(1);
    var work =
        work(
            ConsumerMode.PARTITION,
            (record, patience) -> {
              if (record.offset() == failing.get()) {
                waiting.countDown();
                return patience.await(Duration.ofHours(1));
              }
              return done.add(record.offset());
            });
    var next = workedQuickly(work);
    failing.set(next + 30);
    work.accept(batch(next, 200));
    waiting.await();
    work.accept(batch(next + 200, 200));

    work.finishQueued(Deadline.in(LONG));

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(done).hasSize(30);
    assertThat(work.committable()).hasValue(failing.get());
    assertThat(inFlight.messages()).isZero();
  }

  /** The poll thread looks again soon, though it has seen nothing begin yet. */
  @Test
  void quickRecordsOnTheirWayToAWorker_areWatched() throws Exception {
    var crew = new Crew(1, "crew");
    var work = new PartitionWork((record, patience) -> true, ConsumerMode.KEY, inFlight, crew, "l");
    var next = workedQuickly(work);
    assertThat(work.watch()).isFalse();
    var busy = new CountDownLatch(1);
    crew.submit(() -> awaitQuietly(busy));

    work.accept(batch(next, 10));

    assertThat(work.watch()).isTrue();
    busy.countDown();
    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
  }
}
