package dev.belfry.cli.task;

import dev.belfry.tasks.TaskState;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option that is a state of tasks. Thread-safe. */
final class States implements ITypeConverter<TaskState> {
  @Override
  public TaskState convert(String text) {
    return Arrays.stream(TaskState.values())
        .filter(state -> state.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is no state; they are " + names()));
  }

  private static String names() {
    return Arrays.stream(TaskState.values())
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
