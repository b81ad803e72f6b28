package dev.belfry.service.internal.config;

import dev.belfry.service.internal.config.RecordShape.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the values in {@link dev.belfry.service.config.Default} annotations. */
final class Defaults {
  private Defaults() {}

  /**
   * The default of a component.
   *
   * @throws IllegalArgumentException if the author of the record wrote one that the type does not
   *     accept
   */
  static Object of(String text, Slot slot) {
    Class<?> raw = Binder.raw(slot.type());
    if (raw == List.class && text.matches("\\[.*]")) {
      return split(text.substring(1, text.length() - 1));
    }
    if (raw == Map.class && text.equals("{}")) {
      return Map.of();
    }
    try {
      if (Scalars.accepts(raw)) {
        return Scalars.convert(text, raw, slot.range());
      }
    } catch (BadValue e) {
      throw new IllegalArgumentException("@Default of " + slot.key() + " " + e.problem(), e);
    }
    throw new IllegalArgumentException("@Default(\"" + text + "\") does not fit " + slot.key());
  }

  /** The parts of a text with commas between, without blanks around. */
  static List<String> split(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
