package dev.belfry.looklook.common.http;

import dev.belfry.looklook.common.error.CodedException;
import org.jspecify.annotations.Nullable;

/** A whole answer. */
@SuppressWarnings("ArrayRecordComponent") // lives for one request, never compared
record Answer(int status, String contentType, byte[] body) {
  private static final String JSON = "application/json; charset=utf-8";

  static Answer ok(@Nullable Object data) {
    return new Answer(200, JSON, Envelope.ok(data));
  }

  static Answer error(int status, int code, String message) {
    return new Answer(status, JSON, Envelope.error(code, message));
  }

  static Answer error(CodedException error) {
    return error(400, error.code(), String.valueOf(error.getMessage()));
  }
}
