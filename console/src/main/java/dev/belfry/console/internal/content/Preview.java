package dev.belfry.console.internal.content;

/**
 * The beginning of bytes. Immutable.
 *
 * @param text printable; bytes that are not are shown in hexadecimal
 * @param size of all bytes
 * @param truncated whether there is more
 * @param form what the bytes are
 * @param masked whether parts were replaced
 */
public record Preview(String text, int size, boolean truncated, Form form, boolean masked) {}
