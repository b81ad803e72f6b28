package dev.belfry.service;

import java.util.List;

/** Services of a group did not end before the deadline and were left behind. */
public final class ServiceStopException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Not serialized: the message says the same. */
  private final transient List<String> services;

  ServiceStopException(List<String> services) {
    super("left behind because they did not stop in time: " + String.join(", ", services));
    this.services = List.copyOf(services);
  }

  /** The names of the services left behind, in the order in which the group gave them up. */
  public List<String> services() {
    return services;
  }
}
