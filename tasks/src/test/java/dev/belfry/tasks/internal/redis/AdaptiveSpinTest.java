package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdaptiveSpinTest {
  private static final long LOOK_NANOS = 1000;

  private final AtomicLong now = new AtomicLong();
  private final AdaptiveSpin spin = new AdaptiveSpin(2, now::get);

  /** What comes after some time, of which each look takes a little. */
  private final class Reply extends InputStream {
    private final long due;
    private int looks;

    private Reply(long nanos) {
      due = now.get() + nanos;
    }

    @Override
    public int available() {
      looks++;
      return now.addAndGet(LOOK_NANOS) >= due ? 1 : 0;
    }

    @Override
    public int read() {
      throw new AssertionError("only looked for");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }
  }

  private int looks(AdaptiveSpin spin, long nanos) throws IOException {
    var reply = new Reply(nanos);
    spin.await(reply);
    return reply.looks;
  }

  @Test
  void aReplyThatComesSoon_isWaitedForAwake() throws IOException {
    for (int call = 0; call < 3; call++) {
      assertThat(looks(spin, 10 * LOOK_NANOS)).isEqualTo(10);
    }
  }

  @Test
  void aReplyThatTakesLong_isLeftToSleepingAtTheLimit() throws IOException {
    assertThat(looks(spin, 10 * AdaptiveSpin.LIMIT_NANOS))
        .isEqualTo((int) (AdaptiveSpin.LIMIT_NANOS / LOOK_NANOS));
  }

  @Test
  void afterOneMiss_theNextCallSleepsAtOnceAndTheOneAfterTriesAgain() throws IOException {
    looks(spin, 2 * AdaptiveSpin.LIMIT_NANOS);

    assertThat(looks(spin, LOOK_NANOS)).isZero();
    assertThat(looks(spin, LOOK_NANOS)).isOne();
    assertThat(looks(spin, LOOK_NANOS)).isOne();
  }

  @Test
  void whereRepliesAlwaysTakeLong_hardlyAnyCallTries() throws IOException {
    int tried = 0;
    for (int call = 0; call < 6400; call++) {
      tried += Math.min(1, looks(spin, 2 * AdaptiveSpin.LIMIT_NANOS));
    }

    assertThat(tried).isBetween(100, 110);
  }

  @Test
  void withASingleProcessor_noCallTries() throws IOException {
    assertThat(looks(new AdaptiveSpin(1, now::get), LOOK_NANOS)).isZero();
  }
}
