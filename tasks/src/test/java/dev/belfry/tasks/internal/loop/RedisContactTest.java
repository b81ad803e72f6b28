package dev.belfry.tasks.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RedisContactTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RedisContact contact = new RedisContact("test", nanos::get);

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void freshContact_isTrustworthy() {
    assertThat(contact.isTrustworthy()).isTrue();
  }

  @Test
  void longSilence_othersGetTimeToRenewTheirLeases() {
    pass(40);
    assertThat(contact.isTrustworthy()).isFalse();
    contact.succeeded();
    assertThat(contact.isTrustworthy()).isFalse();
    pass(9);
    contact.succeeded();
    assertThat(contact.isTrustworthy()).isFalse();
    pass(1);
    assertThat(contact.isTrustworthy()).isTrue();
  }

  @Test
  void oneDutyFailsAgainAndAgain_othersAreStillTrusted() {
    for (int i = 0; i < 30; i++) {
      contact.failed("duty", new IllegalStateException());
      pass(1);
      contact.succeeded();
      assertThat(contact.isTrustworthy()).isTrue();
    }
  }
}
