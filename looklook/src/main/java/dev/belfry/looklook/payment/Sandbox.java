package dev.belfry.looklook.payment;

import dev.belfry.looklook.payment.provider.SandboxConf;
import java.net.URI;
import java.util.function.IntSupplier;

/**
 * The sandbox provider of a process.
 *
 * @param conf its settings
 * @param httpPort the port where this process serves the payment API; asked when a callback is sent
 */
public record Sandbox(SandboxConf conf, IntSupplier httpPort) {

  /** Where callbacks go. */
  URI notifyUrl() {
    String configured = conf.notifyUrl();
    return URI.create(
        configured == null
            ? "http://127.0.0.1:" + httpPort.getAsInt() + PaymentRoutes.CALLBACK
            : configured);
  }
}
