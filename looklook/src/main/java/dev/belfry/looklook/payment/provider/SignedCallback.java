package dev.belfry.looklook.payment.provider;

import java.util.Map;

/**
 * A callback that the sandbox has signed.
 *
 * @param headers to send, by name
 * @param body to send
 */
public record SignedCallback(Map<String, String> headers, String body) {}
