package dev.belfry.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.service.Deadline;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Order, and what is done again. */
class PartitionWorkTest extends OnPartitionWork {
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

  /** So that no more than these are left to work off when the partition goes. */
  @Test
  void recordsOfOneKeyThatFillTheLanes_areNotOvertakenAnyFurther() throws Exception {
    var blocked = new CountDownLatch(1);
    var work =
        work(
            ConsumerMode.KEY,
            (record, patience) -> {
              if (record.offset() == 0) {
                blocked.await();
              }
              return done.add(record.offset());
            });
    var mostlyOneKey =
        LongStream.range(0, 3_000)
            .mapToObj(offset -> record(offset, offset % 10 == 9 ? "other-" + offset : "one"))
            .toList();
    work.accept(mostlyOneKey);

    // 1,000 of the key wait behind its first one.
    await("others overtake those that wait").until(() -> done.contains(1_109L));
    assertThat(done).allMatch(offset -> offset < 1_119);
    blocked.countDown();
    assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
    assertThat(work.committable()).hasValue(3_000);
    assertThat(done.stream().filter(offset -> offset % 10 != 9)).isSorted().hasSize(2_700);
    assertThat(done).hasSize(3_000).doesNotHaveDuplicates();
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
}
