package dev.belfry.console.internal.v1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. Immutable.
 *
 * @param items what is in it
 * @param next the cursor of the next part; null at the end
 */
public record Part<T>(List<T> items, @Nullable String next) {
  static <T> Part<T> whole(List<T> items) {
    return new Part<>(items, null);
  }
}
