package dev.belfry.tasks.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final long MOMENT = 20_000;
  private static final long LONG = 1_000_000;

  private final AtomicInteger turns = new AtomicInteger();
  private long now;
  private final Gathering gathering = new Gathering(turns::incrementAndGet, () -> now);

  /** A load whose handlers all end after that time; returns whether it was waited for. */
  private boolean load(long nanos) {
    gathering.begun();
    boolean waits = gathering.pays(3);
    now += nanos;
    assertThat(gathering.pays(0)).isFalse();
    return waits;
  }

  @Test
  void nothingIsKnownOfTheHandlers_doesNotWait() {
    assertThat(gathering.pays(3)).isFalse();
    gathering.begun();
    assertThat(gathering.pays(3)).isFalse();
  }

  @Test
  void handlersThatEndAtOnce_areWaitedForUntilTheLastHasEnded() {
    load(MOMENT);
    assertThat(load(MOMENT)).isTrue();
    gathering.begun();
    now += MOMENT;
    assertThat(gathering.pays(1)).isTrue();
    assertThat(gathering.pays(0)).isFalse();
  }

  @Test
  void handlersThatTakeTheirTime_areNotWaitedFor() {
    load(LONG);
    assertThat(load(LONG)).isFalse();
  }

  @Test
  void oneHandlerTakesItsTime_othersDoNotWaitForItAndThereIsALookAtTheClock() {
    load(MOMENT);
    gathering.begun();
    assertThat(gathering.pays(1)).isTrue();
    now += LONG;
    await().until(() -> turns.get() > 0);
    assertThat(gathering.pays(1)).isFalse();
    gathering.begun();
    assertThat(gathering.pays(1)).isFalse();
  }
}
