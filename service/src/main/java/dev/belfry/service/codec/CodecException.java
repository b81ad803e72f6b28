package dev.belfry.service.codec;

import org.jspecify.annotations.Nullable;

/** A value could not be turned into bytes, or bytes not into a value. */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says the type, the place and the reason. */
  public CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
