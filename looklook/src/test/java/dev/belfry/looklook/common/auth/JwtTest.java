package dev.belfry.looklook.common.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JwtTest {
  private static final JwtAuthConf CONF = new JwtAuthConf("0123456789abcdef0123456789abcdef", 3600);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");

  private final Jwt jwt = at(NOW);

  private static Jwt at(Instant instant) {
    return new Jwt(CONF, Clock.fixed(instant, ZoneOffset.UTC));
  }

  @Test
  void issued_isAccepted_withOrWithoutBearer() throws Exception {
    AccessToken token = jwt.issue(42);

    assertThat(jwt.verify("Bearer " + token.accessToken())).isEqualTo(42);
    assertThat(jwt.verify(token.accessToken())).isEqualTo(42);
    assertThat(token.accessExpire()).isEqualTo(NOW.getEpochSecond() + 3600);
    assertThat(token.refreshAfter()).isEqualTo(NOW.getEpochSecond() + 1800);
  }

  @Test
  void expired_isRefused() {
    String token = jwt.issue(42).accessToken();

    assertThatThrownBy(() -> at(NOW.plus(Duration.ofHours(1))).verify(token))
        .isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining("ended");
  }

  @Test
  void ofAnotherKey_isRefused() {
    var stranger = new Jwt(new JwtAuthConf("another-key-another-key-another-key", 3600));

    assertThatThrownBy(() -> jwt.verify(stranger.issue(42).accessToken()))
        .isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining("not signed by our key");
  }

  @Test
  void unsigned_isRefused() {
    // {"alg":"none"} . {"jwtUserId":1,"exp":9999999999} . nothing
    String token = "eyJhbGciOiJub25lIn0.eyJqd3RVc2VySWQiOjEsImV4cCI6OTk5OTk5OTk5OX0.";

    assertThatThrownBy(() -> jwt.verify(token)).isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void missingOrMalformed_isRefused() {
    assertThatThrownBy(() -> jwt.verify(null)).isInstanceOf(InvalidTokenException.class);
    assertThatThrownBy(() -> jwt.verify(" ")).isInstanceOf(InvalidTokenException.class);
    assertThatThrownBy(() -> jwt.verify("Bearer nonsense"))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void secret_tooShort_isRefusedWithTheBound() {
    assertThatThrownBy(() -> new JwtAuthConf("short", 3600))
        .hasMessage("JwtAuth.AccessSecret has 5 bytes; HS256 needs at least 32");
  }

  @Test
  void secrets_areNotPrinted() {
    assertThat(CONF.toString()).doesNotContain(CONF.accessSecret());
    assertThat(jwt.issue(1).toString()).doesNotContain(jwt.issue(1).accessToken());
  }
}
