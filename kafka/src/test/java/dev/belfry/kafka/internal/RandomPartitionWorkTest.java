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
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Any work and any end. */
class RandomPartitionWorkTest extends OnPartitionWork {
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
}
