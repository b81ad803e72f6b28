package dev.belfry.service.internal.telemetry;

import dev.belfry.service.Health;
import dev.belfry.service.internal.telemetry.HttpEndpoint.Page;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells a load balancer or a supervisor whether a process works: 200 if all services are up, else
 * 503 with a line for each service.
 *
 * @param health the health of the services by name
 * @param allWell the body when all are up
 */
record HealthPage(Supplier<Map<String, Health>> health, String allWell) implements Supplier<Page> {

  @Override
  public Page get() {
    Map<String, Health> now = health.get();
    if (now.values().stream().allMatch(Health.Up.class::isInstance)) {
      return Page.text(200, allWell);
    }
    var body = new StringBuilder("Service Unavailable\n");
    now.forEach((name, each) -> body.append(name).append(": ").append(word(each)).append('\n'));
    return Page.text(503, body.toString());
  }

  private static String word(Health health) {
    return switch (health) {
      case Health.Up up -> "up";
      case Health.Down down -> "down: " + down.reason();
    };
  }
}
