package dev.belfry.cli.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a search found; {@code next} is where to go on. */
public record SearchView(
    List<TaskView> tasks, Map<String, Long> counts, long looked, @Nullable String next) {}
