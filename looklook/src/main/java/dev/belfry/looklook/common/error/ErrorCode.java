package dev.belfry.looklook.common.error;

/** The codes of the envelope, with the text a caller sees when there is nothing better to say. */
public enum ErrorCode {
  OK(200, "OK"),
  /** A business rule said no; the message says which. */
  COMMON(100001, "the server is busy, please try again later"),
  /** The request is wrong; the message names the field. */
  PARAM(100002, "wrong parameter"),
  /** The token is missing, expired, or not ours. */
  TOKEN_EXPIRED(100003, "the token is not valid any more, please sign in again"),
  TOKEN_GENERATION(100004, "the token could not be made"),
  DB(100005, "the database is busy, please try again later"),
  /** An update found its row changed by somebody else. */
  ZERO_ROWS(100006, "the update changed no rows"),
  /** Money came for an order that was closed before; it must go back. */
  PAID_AFTER_CLOSE(100101, "the order was closed before the money came");

  private final int code;
  private final String text;

  ErrorCode(int code, String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  public String text() {
    return text;
  }
}
