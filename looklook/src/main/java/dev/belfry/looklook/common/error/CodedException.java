package dev.belfry.looklook.common.error;

/**
 * An error that a caller may see as it is: its message goes over RPC and HTTP unchanged. Anything
 * else that is thrown is logged and masked.
 */
public final class CodedException extends RuntimeException {
  private final int code;

  /** An error with a code that may come from another process and be unknown here. */
  public CodedException(int code, String message) {
    super(message);
    this.code = code;
  }

  public CodedException(ErrorCode code, String message) {
    this(code.code(), message);
  }

  /** An error with the standard text of its code. */
  public CodedException(ErrorCode code) {
    this(code.code(), code.text());
  }

  public CodedException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code.code();
  }

  /** A business rule said no. */
  public static CodedException business(String message) {
    return new CodedException(ErrorCode.COMMON, message);
  }

  /** The request is wrong. */
  public static CodedException param(String message) {
    return new CodedException(ErrorCode.PARAM, message);
  }

  public int code() {
    return code;
  }

  public boolean is(ErrorCode other) {
    return code == other.code();
  }
}
