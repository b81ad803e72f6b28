package dev.belfry.console.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords, sessions, and those who guess. */
class AccessTest {
  private static final int FEW = 10_000;

  @Test
  void password_hashedTwice_matchesBothAndLooksDifferent() {
    PasswordHash one = PasswordHash.of("geheim".toCharArray(), FEW);
    PasswordHash two = PasswordHash.of("geheim".toCharArray(), FEW);
    assertThat(one.text()).isNotEqualTo(two.text());
    assertThat(one.matches("geheim".toCharArray())).isTrue();
    assertThat(two.matches("Geheim".toCharArray())).isFalse();
    assertThat(one.toString()).doesNotContain("$");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann",
        "ann:chief:x",
        "ann:admin:plain",
        "ann:admin:pbkdf2$1$AA==$AA==",
        ":admin:x"
      })
  void users_wrongLine_isNamed(String line) {
    assertThatThrownBy(() -> Users.parse(List.of("", line), "users.txt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("users.txt:2: ");
  }

  @Test
  void session_afterItsLife_isOver() {
    var clock = new AtomicLong();
    var sessions = new Sessions(Duration.ofHours(1), clock::get);
    var ann = new Identity("ann", Role.ADMIN);
    String token = sessions.open(ann);
    assertThat(sessions.find(token)).contains(ann);
    assertThat(sessions.find(token + "x")).isEmpty();
    clock.addAndGet(Duration.ofMinutes(61).toNanos());
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void session_closed_isOver() {
    var sessions = new Sessions(Duration.ofHours(1));
    String token = sessions.open(new Identity("ann", Role.VIEWER));
    sessions.close(token);
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void throttle_manyFailures_waitsLongerEachTime() {
    var clock = new AtomicLong();
    var throttle = new Throttle(clock::get);
    for (int i = 0; i < 5; i++) {
      assertThat(throttle.tryNow("ann")).isZero();
    }
    assertThat(throttle.tryNow("ann")).isEqualTo(Duration.ofSeconds(1));
    assertThat(throttle.tryNow("bob")).isZero();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(throttle.tryNow("ann")).isZero();
    assertThat(throttle.tryNow("ann")).isEqualTo(Duration.ofSeconds(2));
    throttle.succeeded("ann");
    assertThat(throttle.tryNow("ann")).isZero();
  }
}
