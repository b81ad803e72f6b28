package dev.belfry.tasks.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Duration FOR_EVER = Duration.ofHours(1);

  private final AtomicInteger turns = new AtomicInteger();

  @Test
  void turn_throwsAnything_theLoopGoesOn() throws Exception {
    Loop loop =
        loop(() -> {
          int turn = turns.incrementAndGet();
          if (turn == 1) {
            throw new IllegalStateException("first");
          }
          if (turn == 2) {
            throw new StackOverflowError();
          }
          return FOR_EVER;
        });

    loop.start();

    await().until(() -> turns.get() == 3);
    loop.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void wake_whileWaiting_beginsATurn() throws Exception {
    Loop loop =
        loop(() -> {
          turns.incrementAndGet();
          return FOR_EVER;
        });
    loop.start();
    await().until(() -> turns.get() == 1);

    loop.wake();

    await().until(() -> turns.get() == 2);
    loop.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void stop_turnInHand_isFinishedFirst() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Loop loop =
        loop(() -> {
          begun.countDown();
          finish.await();
          turns.incrementAndGet();
          return Duration.ZERO;
        });
    loop.start();
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    loop.quiesce();
    finish.countDown();
    loop.stop(Deadline.in(Duration.ofSeconds(5)));

    assertThat(turns.get()).isEqualTo(1);
  }

  @Test
  void stop_turnHangs_isInterruptedAtTheDeadline() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Loop loop =
        loop(() -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return FOR_EVER;
        });
    loop.start();
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    loop.stop(Deadline.in(Duration.ofMillis(50)));

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static Loop loop(Loop.Turn turn) {
    return new Loop("test", new RedisContact("test"), turn);
  }

  @Test
  void turn_leavesAnInterruptBehind_theLoopGoesOn() throws Exception {
    Loop loop =
        loop(() -> {
          turns.incrementAndGet();
          Thread.currentThread().interrupt();
          return Duration.ofMillis(1);
        });
    loop.start();

    await().until(() -> turns.get() > 2);
    loop.stop(Deadline.in(Duration.ofSeconds(1)));
  }
}
