package dev.belfry.messaging.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.Claim;
import dev.belfry.messaging.MessagingException;
import dev.belfry.service.config.RedisConf;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisProcessedStoreTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration MOMENT = Duration.ofMillis(30);

  private static final EmbeddedRedis redis = EmbeddedRedis.create();
  private static RedisProcessedStore store;

  private final String key = "orders:" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    redis.start();
    store = RedisProcessedStore.builder(redis.uri()).connect();
  }

  @AfterAll
  static void stop() {
    store.close();
    redis.close();
  }

  @Test
  void claim_excludesOthersUntilItIsFinished() {
    assertThat(store.claim(key, "a", LONG)).isEqualTo(new Claim.Granted(1));
    assertThat(store.claim(key, "b", LONG))
        .isInstanceOfSatisfying(
            Claim.Busy.class,
            busy -> assertThat(busy.left()).isPositive().isLessThanOrEqualTo(LONG));
    assertThat(store.note(key)).isEmpty();

    assertThat(store.finish(key, "a", "a|b\nc", LONG)).isTrue();

    assertThat(store.claim(key, "b", LONG)).isEqualTo(new Claim.Finished("a|b\nc"));
    assertThat(store.note(key)).contains("a|b\nc");
  }

  @Test
  void everyStepWhoseReplyWasLost_canBeRepeated() {
    store.claim(key, "a", LONG);
    assertThat(store.claim(key, "a", LONG)).isEqualTo(new Claim.Granted(1));
    store.release(key, "a", Duration.ZERO);
    store.release(key, "a", Duration.ZERO);
    assertThat(store.claim(key, "b", LONG)).isEqualTo(new Claim.Granted(1));
    store.fail(key, "b", Duration.ZERO);
    store.fail(key, "b", LONG);
    assertThat(store.claim(key, "c", LONG)).isEqualTo(new Claim.Granted(2));
    assertThat(store.finish(key, "c", "", LONG)).isTrue();
    assertThat(store.finish(key, "c", "", LONG)).isTrue();
    assertThat(store.finish(key, "d", "", LONG)).isFalse();
  }

  @Test
  void failedWork_waitsAndCountsItsAttempts() {
    store.claim(key, "a", LONG);
    store.fail(key, "a", LONG);

    assertThat(store.claim(key, "b", LONG)).isInstanceOf(Claim.Busy.class);
    store.forget(key);
    assertThat(store.claim(key, "b", LONG)).isEqualTo(new Claim.Granted(1));
    store.fail(key, "b", MOMENT);
    await().until(() -> store.claim(key, "c", LONG).equals(new Claim.Granted(2)));
  }

  @Test
  void cancelledWork_isDone_unlessSomebodyIsAtIt() {
    assertThat(store.cancel(key, "revoked", LONG)).isTrue();
    assertThat(store.cancel(key, "revoked", LONG)).isTrue();
    assertThat(store.claim(key, "a", LONG)).isEqualTo(new Claim.Finished(""));

    store.forget(key);
    store.claim(key, "a", LONG);
    assertThat(store.cancel(key, "revoked", LONG)).isFalse();
    store.fail(key, "a", LONG);
    assertThat(store.cancel(key, "revoked", LONG)).isTrue();
    assertThat(store.finish(key, "a", "", LONG)).isFalse();

    store.forget(key);
    store.claim(key, "a", MOMENT);
    store.finish(key, "a", "", LONG);
    assertThat(store.cancel(key, "revoked", LONG)).isFalse();
  }

  @Test
  void leaseThatEnded_letsTheNextOneIn() {
    store.claim(key, "a", MOMENT);

    await().until(() -> store.claim(key, "b", LONG).equals(new Claim.Granted(2)));

    assertThat(store.renew(key, "a", LONG)).isFalse();
    assertThat(store.finish(key, "a", "", LONG)).isFalse();
    store.fail(key, "a", Duration.ZERO);
    assertThat(store.claim(key, "c", LONG)).isInstanceOf(Claim.Busy.class);
    assertThat(store.finish(key, "b", "", LONG)).isTrue();
  }

  @Test
  void leaseThatEndedUnnoticed_canBeRenewedAndFinished() {
    store.claim(key, "a", Duration.ofMillis(1));

    assertThat(store.renew(key, "a", LONG)).isTrue();
    assertThat(store.claim(key, "b", LONG)).isInstanceOf(Claim.Busy.class);
    assertThat(store.finish(key, "a", "", LONG)).isTrue();
  }

  @Test
  void renewalThatComesLate_takesNothingBack() {
    store.claim(key, "a", LONG);
    store.release(key, "a", Duration.ZERO);

    assertThat(store.renew(key, "a", LONG)).isFalse();
    assertThat(store.claim(key, "b", LONG)).isEqualTo(new Claim.Granted(1));
  }

  @Test
  void mark_isForgottenAfterItsRetention() {
    store.claim(key, "a", LONG);
    store.finish(key, "a", "", MOMENT);

    await().until(() -> store.claim(key, "b", LONG).equals(new Claim.Granted(1)));
  }

  @Test
  void lockOfGoQueue_countsAsDone() {
    var client = RedisClient.create(redis.uri());
    try (var connection = client.connect()) {
      connection.sync().set(RedisProcessedStore.DEFAULT_PREFIX + key, "x7Gh29aLq0Zp3sTu");
    } finally {
      client.shutdown();
    }

    assertThat(store.claim(key, "a", LONG)).isEqualTo(new Claim.Finished(""));
  }

  @Test
  void redisThatIsAway_isAnErrorThatNamesItAndNoPassword() {
    assertThatThrownBy(() -> RedisProcessedStore.builder("redis://:secret@127.0.0.1:1").connect())
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageNotContaining("secret");
  }

  @Test
  void sectionOfAFile_isEnough() {
    var conf = RedisConf.at("127.0.0.1:" + redis.port());

    try (var other = RedisProcessedStore.builder(conf).connect()) {
      assertThat(other.claim(key, "a", LONG)).isEqualTo(new Claim.Granted(1));
    }
    assertThat(store.claim(key, "b", LONG)).isInstanceOf(Claim.Busy.class);
  }
}
