package dev.belfry.looklook.common.http;

/** A body is larger than allowed. */
final class TooLargeException extends Exception {
  TooLargeException(long maxBytes) {
    super("the body is larger than " + maxBytes + " bytes");
  }
}
