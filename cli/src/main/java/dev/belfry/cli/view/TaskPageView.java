package dev.belfry.cli.view;

import java.util.List;

/** A part of a list of tasks. */
public record TaskPageView(
    List<TaskView> tasks, List<Broken> broken, long total, int page, int size) {

  /** An id without a task that can be read. */
  public record Broken(String id, String problem) {}
}
