package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartitionWorkTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final InFlight inFlight = new InFlight(1_000, 1_000_000);
  private final Queue<Long> done = new ConcurrentLinkedQueue<>();

  @Test
  void oneKey_waitsForItsOwnRecordsOnly() throws Exception {
    var blocked = new CountDownLatch(1);
    var othersDone = new CountDownLatch(2);
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              if (record.offset() == 0) {
                blocked.await();
              }
              done.add(record.offset());
              othersDone.countDown();
              return true;
            });
    work.accept(List.of(record(0, "a")));
    work.accept(List.of(record(1, "a")));
    work.accept(List.of(record(2, "b")));
    work.accept(List.of(record(3, null)));

    assertThat(othersDone.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).containsExactlyInAnyOrder(2L, 3L);
    assertThat(work.committable()).hasValue(0);
    blocked.countDown();
    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(List.copyOf(done).subList(2, 4)).containsExactly(0L, 1L);
    assertThat(work.committable()).hasValue(4);
    assertThat(inFlight.messages()).isZero();
  }

  @Test
  void partitionOrder_runsOneAfterAnother() throws Exception {
    var work = work(ConsumerMode.PARTITION, (record, patience) -> done.add(record.offset()));
    for (var offset = 0; offset < 50; offset++) {
      work.accept(List.of(record(offset, "key-" + offset % 7)));
    }

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(List.copyOf(done)).isSorted().hasSize(50);
  }

  @Test
  void recordThatWaitsForARetry_isGivenUpAtOnceWithAllBehindItWhenQueuedIsToFinish()
      throws Exception {
    var waiting = new CountDownLatch(1);
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              if (record.offset() == 0) {
                waiting.countDown();
                return patience.await(Duration.ofHours(1));
              }
              return done.add(record.offset());
            });
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
            (record, patience) -> {
              if (record.offset() == 0) {
                waiting.countDown();
                if (!patience.await(Duration.ofMillis(50))) {
                  return false;
                }
              }
              return done.add(record.offset());
            });
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
            (record, patience) -> {
              if (record.offset() == 0) {
                release.await();
              }
              return done.add(record.offset());
            });
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

  /** Quick records are worked off by one thread, until one of them is not. */
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

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void threadInterruptedByAStranger_triesItsRecordAgain() throws Exception {
    var calls = new AtomicInteger();
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              if (calls.incrementAndGet() == 1) {
                throw new InterruptedException();
              }
              return done.add(record.offset());
            });
    work.accept(List.of(record(0, "a"), record(1, "a")));

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(done).containsExactly(0L, 1L);
    assertThat(work.committable()).hasValue(2);
  }

  /** Lets the work see that its records are quick; returns the next offset. */
  private long workedQuickly(PartitionWork work) {
    var next = new AtomicLong();
    await("the records are seen to be quick")
        .until(() -> {
          work.accept(batch(next.getAndAdd(400), 400));
          assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
          return work.pace.isQuick();
        });
    done.clear();
    return next.get();
  }

  private static List<ConsumerRecord<byte[], byte[]>> batch(long from, int records) {
    return LongStream.range(from, from + records)
        .mapToObj(offset -> record(offset, "key-" + offset % 10))
        .toList();
  }

  @Test
  void processorThatThrows_isCalledAgain() throws Exception {
    var calls = new AtomicInteger();
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a defect");
              }
              return true;
            });
    work.accept(List.of(record(0, "a")));

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(1);
  }

  /** Whatever fails, is given up or is abandoned: order per key, and no commit past a hole. */
  @Test
  void randomWork_keepsOrderPerKeyAndCommitsNothingUnfinished() throws Exception {
    var random = Seed.random();
    for (var round = 0; round < 120; round++) {
      new Round(random, round % 3 == 0 ? ConsumerMode.PARTITION : ConsumerMode.KEY).play();
    }
  }

  private static final class Round {
    private final Random random;
    private final Set<Long> finished = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Long>> byKey = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final InFlight inFlight = new InFlight(1_000, 1_000_000);
    private final PartitionWork work;

    private final ConsumerMode mode;
    private final boolean failing;

    Round(Random random, ConsumerMode mode) {
      this.random = random;
      this.mode = mode;
      this.failing = random.nextBoolean();
      var crew = new Crew(1 + random.nextInt(random.nextBoolean() ? 3 : 100), "crew");
      this.work = new PartitionWork(this::process, mode, inFlight, crew, "lane");
    }

    void play() throws InterruptedException {
      var offsets = new ArrayList<Long>();
      var next = random.nextLong(10);
      for (var i = 0; i < 150; i++) {
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var left = 1 + random.nextInt(failing ? 2 : 200); left > 0; left--) {
          batch.add(record(next, "key-" + random.nextInt(12)));
          offsets.add(next);
          next += 1 + random.nextInt(2);
        }
        work.accept(batch);
        work.watch();
        verify(offsets);
        if (random.nextInt(150) == 0) {
          break;
        }
      }
      var end = random.nextInt(5);
      switch (end) {
        case 0 -> work.finishQueued(Deadline.in(LONG));
        case 1 -> work.finishRunning(Deadline.in(LONG));
        case 2 -> work.finishRunning(Deadline.in(Duration.ZERO));
        case 3 -> work.abandon();
        default -> {}
      }
      assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
      if (end < 2) {
        var from = work.committable().orElseThrow();
        assertThat(finished).as("what comes again").noneMatch(offset -> offset >= from);
      }
      verify(offsets);
      var lowest = offsets.stream().filter(offset -> !finished.contains(offset)).findFirst();
      // An abandoned record may have finished without being counted, so "at most".
      lowest.ifPresent(
          offset -> assertThat(work.committable().orElseThrow()).isLessThanOrEqualTo(offset));
      assertThat(inFlight.messages()).isZero();
      assertThat(broken).isEmpty();
      assertThat(byKey.values()).allSatisfy(list -> assertThat(list).isSorted());
    }

    private void verify(List<Long> offsets) {
      var to = work.committable();
      if (to.isPresent()) {
        var all = offsets.stream().filter(offset -> offset < to.getAsLong());
        assertThat(all.filter(offset -> !finished.contains(offset)).toList()).isEmpty();
      }
    }

    private boolean process(ConsumerRecord<byte[], byte[]> record, Patience patience)
        throws InterruptedException {
      var key = mode == ConsumerMode.PARTITION ? "" : new String(record.key(), UTF_8);
      var alone = running.computeIfAbsent(key, any -> new AtomicInteger());
      if (alone.incrementAndGet() != 1) {
        broken.add(key);
      }
      try {
        var failures = Math.floorMod(record.offset() * 31, failing ? 4 : 200) - (failing ? 0 : 198);
        for (var i = 0; i < failures; i++) {
          if (!patience.await(Duration.ofNanos(Math.floorMod(record.offset() * 7919, 200_000)))) {
            return false;
          }
        }
        byKey
            .computeIfAbsent(key, any -> Collections.synchronizedList(new ArrayList<>()))
            .add(record.offset());
        finished.add(record.offset());
        return true;
      } finally {
        alone.decrementAndGet();
      }
    }
  }

  private PartitionWork work(ConsumerMode order, Processor processor) {
    return new PartitionWork(processor, order, inFlight, new Crew(100, "crew"), "lane");
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, @Nullable String key) {
    return new ConsumerRecord<>(
        "topic", 0, offset, key == null ? null : key.getBytes(UTF_8), new byte[] {1});
  }
}
