package dev.belfry.console.internal.content;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All bytes. Immutable.
 *
 * @param base64 null if parts are masked or there are too many
 * @param text null if it is no text
 * @param json the value, if it is JSON
 * @param size of all bytes
 * @param form what the bytes are
 * @param masked whether parts were replaced
 * @param truncated whether the text is cut
 */
public record Content(
    @Nullable String base64,
    @Nullable String text,
    @Nullable JsonNode json,
    int size,
    Form form,
    boolean masked,
    boolean truncated) {}
