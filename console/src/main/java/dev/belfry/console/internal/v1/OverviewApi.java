package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Router;

/** What needs attention first. */
public final class OverviewApi implements Api {
  private final Desk desk;

  public OverviewApi(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void mount(Router router) {
    router.get(
        "/api/v1/overview", Role.VIEWER, call -> call.json(desk.sampler().snapshot().overview()));
  }
}
