package dev.belfry.looklook.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SandboxProviderTest {
  private static final Instant NOW = Instant.parse("2026-06-01T02:00:00Z");
  private static final String SN = "PMT2026060110000012345678";

  private final SandboxProvider sandbox = provider("a key of sixteen bytes", NOW);

  @Test
  void itsOwnCallback_isRead() throws Exception {
    ProviderReport report = sandbox.read(sent(success()));

    assertThat(report.paymentSn()).isEqualTo(SN);
    assertThat(report.state()).isEqualTo(ProviderState.SUCCESS);
    assertThat(report.total()).isEqualTo(520_00);
    assertThat(report.paidAt()).isEqualTo(NOW);
  }

  /** As docs/looklook.md shows it: the signature is that of {@code openssl dgst -sha256 -hmac}. */
  @Test
  void aCallbackSignedByOpenssl_isRead() throws Exception {
    var headers =
        Map.of(
            "sandbox-timestamp",
            "1780279200",
            "sandbox-nonce",
            "00ff",
            "sandbox-signature",
            "56c423ea2427ac01b5bcac69083af23325d85ef159c0e578612dd94407864b1c");
    var body =
        """
        {"outTradeNo":"PMT2026060110000012345678","tradeState":"SUCCESS",\
        "tradeStateDesc":"by hand","tradeType":"JSAPI","transactionId":"42","total":52000,\
        "payerTotal":52000,"successTime":"2026-06-01T02:00:00Z"}\
        """;

    assertThat(sandbox.read(new ProviderCallback(headers, body)).paymentSn()).isEqualTo(SN);
  }

  @Test
  void anAlteredBody_isRefused() {
    SignedCallback callback = success();
    var altered = new SignedCallback(callback.headers(), callback.body().replace("52000", "1"));

    assertRefused(sandbox, sent(altered), "not signed by our key");
  }

  @Test
  void anotherKey_isRefused() {
    assertRefused(
        provider("another key of enough bytes", NOW), sent(success()), "not signed by our key");
  }

  @Test
  void aStaleCallback_isRefused_oneAtTheLimitIsNot() throws Exception {
    Duration limit = Duration.ofMinutes(5);
    SandboxProvider atTheLimit = provider("a key of sixteen bytes", NOW.plus(limit));
    SandboxProvider later = provider("a key of sixteen bytes", NOW.plus(limit).plusSeconds(1));
    SandboxProvider behind = provider("a key of sixteen bytes", NOW.minus(limit).minusSeconds(1));

    assertThat(atTheLimit.read(sent(success())).paymentSn()).isEqualTo(SN);
    assertRefused(later, sent(success()), "stale");
    assertRefused(behind, sent(success()), "stale");
  }

  @Test
  void missingHeaders_areNamed() {
    SignedCallback callback = success();

    assertRefused(
        sandbox, new ProviderCallback(Map.of(), callback.body()), "sandbox-timestamp is missing");
  }

  @Test
  void signedNonsense_isRefused() {
    assertRefused(sandbox, sent(sandbox.sign("not json")), "cannot be read");
    assertRefused(sandbox, sent(sandbox.sign("null")), "cannot be read");
    assertRefused(sandbox, sent(sandbox.sign("{}")), "cannot be read");
    assertRefused(
        sandbox,
        sent(sandbox.sign(success().body().replace("\"SUCCESS\"", "\"MAYBE\""))),
        "unknown trade state MAYBE");
  }

  private SignedCallback success() {
    return sandbox.callback(SN, ProviderState.SUCCESS, 520_00);
  }

  /** Header names arrive in lower case. */
  private static ProviderCallback sent(SignedCallback callback) {
    Map<String, String> headers = new HashMap<>();
    callback
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
    return new ProviderCallback(headers, callback.body());
  }

  private static void assertRefused(
      SandboxProvider provider, ProviderCallback callback, String why) {
    assertThatThrownBy(() -> provider.read(callback))
        .isInstanceOf(InvalidCallbackException.class)
        .hasMessageContaining(why);
  }

  private static SandboxProvider provider(String key, Instant now) {
    return new SandboxProvider(
        new SandboxConf(key, "sandbox", null, Duration.ofMinutes(5)),
        Clock.fixed(now, ZoneOffset.UTC));
  }
}
