package dev.belfry.service;

import org.jspecify.annotations.Nullable;

/**
 * A service of a group could not start. All services that had started before it were stopped again.
 */
public final class ServiceStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String service;

  ServiceStartException(String service, String problem, @Nullable Throwable cause) {
    super("service \"" + service + "\" " + problem, cause);
    this.service = service;
  }

  /** The name of the service that could not start. */
  public String service() {
    return service;
  }
}
