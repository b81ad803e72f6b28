package dev.belfry.looklook.common.http;

/** The paths of one API. A process mounts its own; the demo mounts all on one port. */
@FunctionalInterface
public interface Routes {

  /** Adds the paths to the router. Called once, before the server starts. */
  void mount(Router router);
}
