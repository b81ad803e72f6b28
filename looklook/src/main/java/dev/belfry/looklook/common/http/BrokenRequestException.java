package dev.belfry.looklook.common.http;

import java.io.IOException;

/** A client went away in the middle of a body, or sent it in a wrong form. */
final class BrokenRequestException extends Exception {
  BrokenRequestException(IOException cause) {
    super(cause);
  }
}
