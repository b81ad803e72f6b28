package dev.belfry.looklook.payment;

import java.util.Map;

/** The callback that the sandbox sent, complete enough to send it again by hand, and the reply. */
record SandboxPayAnswer(Request request, Reply reply) {

  /** The callback. */
  record Request(String url, Map<String, String> headers, String body) {}

  /** What the payment service said to it. */
  record Reply(int status, String body) {}
}
