package dev.belfry.looklook.payment.provider;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider without money, for demos and tests. Its callbacks carry a timestamp, a nonce and the
 * HMAC-SHA256 of {@code timestamp\nnonce\nbody\n}; a callback that is altered, signed by another
 * key or older than the configured age is refused. Thread-safe.
 */
public final class SandboxProvider implements PaymentProvider {

  static final String TIMESTAMP = "sandbox-timestamp";
  static final String NONCE = "sandbox-nonce";
  static final String SIGNATURE = "sandbox-signature";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final int NONCE_BITS = 128;
  private static final int HEX = 16;

  private final SandboxConf conf;
  private final SandboxSignature signature;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public SandboxProvider(SandboxConf conf, Clock clock) {
    this.conf = conf;
    this.signature = new SandboxSignature(conf.signingKey());
    this.clock = clock;
  }

  @Override
  public String payMode() {
    return "WECHAT_PAY";
  }

  @Override
  public Prepayment prepay(PrepayRequest request) {
    String timestamp = now();
    String nonce = nonce();
    String packageText = "prepay_id=sandbox-" + request.paymentSn();
    return new Prepayment(
        conf.appId(),
        nonce,
        signature.of(conf.appId(), timestamp, nonce, packageText),
        packageText,
        timestamp,
        "HMAC-SHA256");
  }

  @Override
  public ProviderReport read(ProviderCallback callback) throws InvalidCallbackException {
    String timestamp = required(callback, TIMESTAMP);
    String nonce = required(callback, NONCE);
    if (!signature.matches(required(callback, SIGNATURE), timestamp, nonce, callback.body())) {
      throw new InvalidCallbackException("the callback is not signed by our key");
    }
    checkAge(timestamp);
    try {
      SandboxNotice notice = JSON.readValue(callback.body(), SandboxNotice.class);
      if (notice == null) {
        throw new InvalidCallbackException("the callback cannot be read: it is null");
      }
      return report(notice);
    } catch (JacksonException | DateTimeException e) {
      throw new InvalidCallbackException("the callback cannot be read: " + e.getMessage(), e);
    }
  }

  private void checkAge(String timestamp) throws InvalidCallbackException {
    Instant sent;
    try {
      sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    } catch (NumberFormatException | DateTimeException e) {
      throw new InvalidCallbackException("the timestamp is not in unix seconds: " + timestamp, e);
    }
    Duration age = Duration.between(sent, clock.instant()).abs();
    if (age.compareTo(conf.maxAge()) > 0) {
      throw new InvalidCallbackException("the callback is stale: sent at " + sent);
    }
  }

  private static ProviderReport report(SandboxNotice notice) throws InvalidCallbackException {
    ProviderState state =
        ProviderState.of(notice.tradeState())
            .orElseThrow(
                () -> new InvalidCallbackException("unknown trade state " + notice.tradeState()));
    String successTime = notice.successTime();
    return new ProviderReport(
        notice.outTradeNo(),
        state,
        notice.total(),
        notice.transactionId(),
        notice.tradeType(),
        notice.tradeStateDesc(),
        successTime == null ? null : Instant.parse(successTime));
  }

  @Override
  public String refund(RefundRequest request) {
    return "sandbox-" + request.refundSn();
  }

  /**
   * The callback that this provider would send now.
   *
   * @param total what the payment is about, in fen
   */
  public SignedCallback callback(String paymentSn, ProviderState state, long total) {
    var notice =
        new SandboxNotice(
            paymentSn,
            state.name(),
            "sandbox: " + state,
            "JSAPI",
            "42" + paymentSn,
            total,
            total,
            state == ProviderState.SUCCESS
                ? clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()
                : null);
    return sign(JSON.writeValueAsString(notice));
  }

  /** Signs a body as of now. */
  public SignedCallback sign(String body) {
    String timestamp = now();
    String nonce = nonce();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(TIMESTAMP, timestamp);
    headers.put(NONCE, nonce);
    headers.put(SIGNATURE, signature.of(timestamp, nonce, body));
    return new SignedCallback(headers, body);
  }

  private static String required(ProviderCallback callback, String header)
      throws InvalidCallbackException {
    return callback
        .header(header)
        .orElseThrow(() -> new InvalidCallbackException("header " + header + " is missing"));
  }

  private String now() {
    return Long.toString(clock.instant().getEpochSecond());
  }

  private String nonce() {
    return new BigInteger(NONCE_BITS, random).toString(HEX);
  }
}
