package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.http.Router;
import dev.belfry.looklook.common.http.Routes;
import dev.belfry.looklook.payment.provider.ProviderState;
import dev.belfry.looklook.payment.provider.SandboxProvider;
import dev.belfry.looklook.payment.provider.SignedCallback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Plays payer and provider, so that an order can be paid without money: builds the signed callback
 * of an order's payment and posts it to the notify URL. Mounted only when the sandbox is the
 * provider. Thread-safe.
 */
final class SandboxRoutes implements Routes {
  static final String PATH = "/payment/v1/sandbox/pay";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SandboxProvider sandbox;
  private final PaymentService payments;
  private final Supplier<URI> notifyUrl;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Posts callbacks to {@code notifyUrl}, which is asked for every one. */
  SandboxRoutes(SandboxProvider sandbox, PaymentService payments, Supplier<URI> notifyUrl) {
    this.sandbox = sandbox;
    this.payments = payments;
    this.notifyUrl = notifyUrl;
  }

  @Override
  public void mount(Router router) {
    router.post(PATH, SandboxPayRequest.class, this::pay);
  }

  private SandboxPayAnswer pay(SandboxPayRequest request) throws IOException, InterruptedException {
    String wanted = Objects.requireNonNullElse(request.tradeState(), ProviderState.SUCCESS.name());
    ProviderState state =
        ProviderState.of(wanted)
            .orElseThrow(() -> CodedException.param("tradeState: there is no state " + wanted));
    Payment payment =
        payments
            .findPayable(request.orderSn())
            .orElseThrow(() ->
                CodedException.business(
                    "Order %s has no payment; ask for one with thirdPaymentWxPay first"
                        .formatted(request.orderSn())));
    return post(sandbox.callback(payment.sn(), state, payment.terms().total()));
  }

  private SandboxPayAnswer post(SignedCallback callback) throws IOException, InterruptedException {
    URI url = notifyUrl.get();
    var request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(callback.body()));
    callback.headers().forEach(request::header);
    HttpResponse<String> reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new SandboxPayAnswer(
        new SandboxPayAnswer.Request(url.toString(), callback.headers(), callback.body()),
        new SandboxPayAnswer.Reply(reply.statusCode(), reply.body()));
  }
}
