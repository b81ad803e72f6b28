package dev.belfry.conformance;

import java.util.Map;

/**
 * A message that was given up.
 *
 * @param text its content
 * @param causes what {@link dev.belfry.messaging.DeadLetterHeaders} names, by name
 */
public record DeadLetter(String text, Map<String, String> causes) {}
