package dev.belfry.interop.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a JSON answer says, in a form that two answers of the same moment have in common: numbers
 * that run with the clock are cut to seconds, and lists that have no order are sorted.
 */
final class Facts {
  private static final Set<String> WITHOUT_ORDER =
      Set.of("queues", "servers", "active_workers", "groups", "entries");

  private Facts() {}

  static @Nullable Object of(JsonNode answer) {
    return of("", answer);
  }

  private static @Nullable Object of(String name, JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> members = new TreeMap<>();
      node.properties()
          .forEach(each -> members.put(each.getKey(), of(each.getKey(), each.getValue())));
      return members;
    }
    if (node.isArray()) {
      List<@Nullable Object> items = new ArrayList<>();
      node.forEach(each -> items.add(of("", each)));
      if (WITHOUT_ORDER.contains(name)) {
        items.sort(Comparator.comparing(String::valueOf));
      }
      return items;
    }
    return switch (name) {
      case "timestamp" -> node.asString().substring(0, "2026-11-23T08:00:00".length());
      case "latency_msec" -> node.asLong() / 1000;
      case "display_latency" -> node.asString().replaceFirst("\\d+ms|(\\.\\d+)?s", "s");
      // Each side has its own estimate.
      case "memory_usage_bytes" -> node.asLong() > 0 ? "some" : "none";
      default -> node.isNull() ? null : node.isNumber() ? (Object) node.asLong() : node.asString();
    };
  }
}
