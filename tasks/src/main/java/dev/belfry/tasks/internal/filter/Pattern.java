package dev.belfry.tasks.internal.filter;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A name in which {@code *} stands for any characters. Immutable.
 *
 * @param parts what stands between the asterisks, at least one
 */
public record Pattern(List<String> parts) {
  public Pattern {
    parts = List.copyOf(parts);
  }

  /** A name, every character of which means itself. */
  public static Pattern exactly(String name) {
    return new Pattern(List.of(name));
  }

  /** A name in which every asterisk stands for any characters. */
  public static Pattern of(String text) {
    return new Pattern(List.of(text.split("\\*", -1)));
  }

  static Pattern of(Word word) {
    return new Pattern(word.split('*').stream().map(Word::text).toList());
  }

  /** Whether it means one name only. */
  public boolean isExact() {
    return parts.size() == 1;
  }

  /** Whether a name is meant. */
  public boolean matches(String name) {
    String first = parts.getFirst();
    String last = parts.getLast();
    if (isExact()) {
      return name.equals(first);
    }
    if (!name.startsWith(first) || name.length() < first.length() + last.length()) {
      return false;
    }
    int at = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = name.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return name.endsWith(last) && name.length() - last.length() >= at;
  }

  /** What every name that is meant contains. */
  String longest() {
    return parts.stream().max(Comparator.comparingInt(String::length)).orElseThrow();
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.isEmpty() ? "" : Words.quoted(part))
        .collect(Collectors.joining("*"));
  }
}
