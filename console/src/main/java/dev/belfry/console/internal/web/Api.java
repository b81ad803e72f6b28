package dev.belfry.console.internal.web;

/** A group of routes. */
public interface Api {
  /** Says which paths it answers. */
  void mount(Router router);
}
