package dev.belfry.beanstalkd;

import dev.belfry.messaging.MessagingException;
import org.jspecify.annotations.Nullable;

/** A beanstalkd server could not be reached, or did not do what it was asked for. */
public final class BeanstalkException extends MessagingException {
  private static final long serialVersionUID = 1;

  public BeanstalkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
