package dev.belfry.messaging.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.messaging.MessagingException;
import dev.belfry.messaging.ProcessedStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldClaimTest {

  /** As a stop does that interrupts a handler at the end of its work. */
  @Test
  void interruptionWhileTheMarkIsWritten_doesNotKeepItFromBeingWritten() {
    var tries = new AtomicInteger();
    var marked = new AtomicInteger();
    // A store whose clients fail when they are interrupted, as Redis' client does.
    var store =
        (ProcessedStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProcessedStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("finish")) {
                    if (tries.incrementAndGet() == 1) {
                      Thread.currentThread().interrupt();
                    }
                    if (Thread.currentThread().isInterrupted()) {
                      throw new MessagingException("interrupted", null);
                    }
                    marked.incrementAndGet();
                  }
                  return true;
                });

    try (var claim = new HeldClaim(store, "key", "owner", Duration.ofSeconds(10))) {
      claim.finish("", Duration.ofMinutes(1));
    }

    assertThat(marked).hasValue(1);
    assertThat(tries).hasValue(2);
    assertThat(Thread.interrupted()).isTrue();
  }
}
