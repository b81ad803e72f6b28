package dev.belfry.cli.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of what was to be done. */
public record ChangeView(String action, long done, long failed, List<Result> results) {

  /** What became of one thing; {@code problem} says why it was not done. */
  public record Result(
      @Nullable String queue, @Nullable String subject, boolean done, @Nullable String problem) {}
}
