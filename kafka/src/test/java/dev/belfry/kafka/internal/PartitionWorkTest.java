package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

    work.finishQueued();

    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(done).containsExactly(2L);
    assertThat(work.committable()).hasValue(0);
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

    work.finishRunning();
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
    for (var round = 0; round < 60; round++) {
      new Round(random).play();
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

    Round(Random random) {
      this.random = random;
      this.work =
          new PartitionWork(
              this::process, ConsumerMode.KEY, inFlight, new Crew(100, "crew"), "lane");
    }

    void play() throws InterruptedException {
      var offsets = new ArrayList<Long>();
      var next = random.nextLong(10);
      for (var i = 0; i < 150; i++) {
        work.accept(List.of(record(next, "key-" + random.nextInt(12))));
        offsets.add(next);
        next += 1 + random.nextInt(2);
        verify(offsets);
        if (random.nextInt(150) == 0) {
          break;
        }
      }
      switch (random.nextInt(4)) {
        case 0 -> work.finishQueued();
        case 1 -> work.finishRunning();
        case 2 -> work.abandon();
        default -> {}
      }
      assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
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
        assertThat(finished)
            .containsAll(offsets.stream().filter(offset -> offset < to.getAsLong()).toList());
      }
    }

    private boolean process(ConsumerRecord<byte[], byte[]> record, Patience patience)
        throws InterruptedException {
      var key = new String(record.key(), UTF_8);
      var alone = running.computeIfAbsent(key, any -> new AtomicInteger());
      if (alone.incrementAndGet() != 1) {
        broken.add(key);
      }
      try {
        var failures = Math.floorMod(record.offset() * 31, 4);
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
