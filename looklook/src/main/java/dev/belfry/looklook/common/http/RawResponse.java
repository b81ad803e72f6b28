package dev.belfry.looklook.common.http;

/** An answer outside the envelope. */
public record RawResponse(int status, String contentType, String body) {

  /** A plain text. */
  public static RawResponse text(int status, String body) {
    return new RawResponse(status, "text/plain; charset=utf-8", body);
  }
}
