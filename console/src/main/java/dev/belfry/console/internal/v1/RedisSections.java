package dev.belfry.console.internal.v1;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Redis says to {@code INFO}, section by section. Immutable.
 *
 * @param sections fields by section
 */
record RedisSections(Map<String, Map<String, String>> sections) {

  static RedisSections parse(String text) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> section = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# ")) {
        section = new LinkedHashMap<>();
        sections.put(line.substring(2), section);
      } else if (line.indexOf(':') > 0) {
        section.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
      }
    }
    return new RedisSections(sections);
  }

  String text(String field) {
    return sections.values().stream()
        .map(section -> section.get(field))
        .filter(value -> value != null)
        .findFirst()
        .orElse("");
  }

  long number(String field) {
    return parsed(text(field));
  }

  static long parsed(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  @Nullable Double decimal(String field) {
    String value = text(field);
    return value.matches("\\d+(\\.\\d+)?") ? Double.valueOf(value) : null;
  }

  /** How many keys a database has. */
  long keys(int database) {
    return parsed(members(text("db" + database)).getOrDefault("keys", "0"));
  }

  /** {@code a=1,b=2}. */
  static Map<String, String> members(String text) {
    Map<String, String> members = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        members.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return members;
  }
}
