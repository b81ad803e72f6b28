package dev.belfry.service;

/**
 * A service in a group under a name that no other member has.
 *
 * @param name the service's name, with a number where two services have the same
 */
record Member(String name, Service service) {

  /** The service's own word on its health, whatever it does. */
  Health health() {
    try {
      return service.health();
    } catch (RuntimeException | Error e) {
      return Health.down("the health check failed: " + e);
    }
  }
}
