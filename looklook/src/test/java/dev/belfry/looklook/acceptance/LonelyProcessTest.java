package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.service.ServiceGroup;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each process by itself: its file, Redis, Kafka and the database, but nobody to call. */
class LonelyProcessTest {
  private static final EmbeddedKafka KAFKA = EmbeddedKafka.create();
  private static Backing backing;

  @BeforeAll
  static void start() {
    KAFKA.start();
    backing = new Backing(KAFKA);
  }

  @AfterAll
  static void stop() {
    backing.close();
    KAFKA.close();
  }

  @ParameterizedTest
  @EnumSource
  void process_startsAloneFromItsFile_isHealthy_andEndsOrderlyOnSigterm(Program program) {
    try (var processes = new Processes(backing)) {
      long begun = System.nanoTime();
      processes.start(program);
      Duration up = Duration.ofNanos(System.nanoTime() - begun);

      Child.End end = processes.child(program).terminate();

      System.out.printf(
          "%s: healthy after %d ms, ended after %d ms%n",
          program.title(), up.toMillis(), end.after().toMillis());
      assertThat(end.status()).as(end.output()).isZero();
      assertThat(end.after()).isLessThan(ServiceGroup.DEFAULT_STOP_TIMEOUT);
    }
  }
}
