package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisLinkTest {
  private final RuntimeException forgotten =
      new RedisConnectionException(
          "Unable to connect", new IllegalStateException("RedisHandshakeHandler not registered"));
  private final RuntimeException refused =
      new RedisConnectionException(
          "Unable to connect", new RedisCommandExecutionException("WRONGPASS"));

  private final ArrayDeque<RuntimeException> failures = new ArrayDeque<>();

  private String attempt() {
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return "connection";
  }

  @Test
  void connecting_lettuceForgotTheReason_itIsAskedForAgain() {
    failures.addAll(List.of(forgotten, refused));
    assertThatThrownBy(() -> RedisConnections.connecting(this::attempt)).isSameAs(refused);
    assertThat(RedisConnections.connecting(this::attempt)).isEqualTo("connection");
  }

  @Test
  void connecting_reasonIsNeverTold_givesUp() {
    for (int i = 0; i < RedisConnections.CONNECT_TRIES; i++) {
      failures.add(forgotten);
    }
    assertThatThrownBy(() -> RedisConnections.connecting(this::attempt)).isSameAs(forgotten);
    assertThat(failures).isEmpty();
  }
}
