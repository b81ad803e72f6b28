package dev.belfry.messaging.spi;

import org.jspecify.annotations.Nullable;

/**
 * A failed attempt. Immutable.
 *
 * @param reason in a sentence
 * @param cause what the handler threw; null if it decided without
 * @param attempts how often the message was tried so far
 */
public record Failure(String reason, @Nullable Throwable cause, int attempts) {}
