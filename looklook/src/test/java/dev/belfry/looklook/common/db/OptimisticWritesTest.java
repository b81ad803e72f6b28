package dev.belfry.looklook.common.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptimisticWritesTest {
  private final Database database = new Database(TestDb.h2(), "order");
  private final OptimisticWrites writes = new OptimisticWrites(database);

  @BeforeEach
  void open() {
    database.start();
  }

  @AfterEach
  void close() {
    database.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void weakness5_aLostRace_isRunAgainFromItsFirstRead() {
    var attempts = new AtomicInteger();

    int result =
        writes.run(handle -> {
          if (attempts.incrementAndGet() < 3) {
            throw new StaleRowException("order 1");
          }
          return attempts.get();
        });

    assertThat(result).isEqualTo(3);
  }

  @Test
  void weakness5_losingForever_ends() {
    var attempts = new AtomicInteger();

    assertThatThrownBy(() ->
            writes.run(handle -> {
              attempts.incrementAndGet();
              throw new StaleRowException("order 1");
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(attempts).hasValue(OptimisticWrites.MAX_ATTEMPTS);
  }

  @Test
  void anyOtherFailure_isNotRepeated() {
    var attempts = new AtomicInteger();

    assertThatThrownBy(() ->
            writes.run(handle -> {
              attempts.incrementAndGet();
              throw new IllegalArgumentException("no");
            }))
        .hasMessage("no");
    assertThat(attempts).hasValue(1);
  }
}
