package dev.belfry.console.internal.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A path to members of JSON: {@code $.card.number}, {@code $.items[*].price}, {@code $..password}.
 * Arrays on the way are entered without being named. Immutable.
 */
final class MemberPath {
  private static final Pattern STEP = Pattern.compile("(\\.\\.?)([^.\\[\\]]+)|\\[\\*]");

  private final List<Step> steps;

  private record Step(String name, boolean anywhere) {}

  private MemberPath(List<Step> steps) {
    this.steps = steps;
  }

  static MemberPath parse(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = text.startsWith("$") ? 1 : 0;
    while (step.find(at) && step.start() == at) {
      if (step.group(2) != null) {
        steps.add(new Step(step.group(2), step.group(1).length() == 2));
      }
      at = step.end();
    }
    if (steps.isEmpty() || at != text.length()) {
      throw new IllegalArgumentException(
          "a path looks like $.card.number or $..password, not '" + text + "'");
    }
    return new MemberPath(steps);
  }

  /** Replaces all members at the path; says whether there were any. */
  boolean replace(JsonNode json, String value) {
    return replace(json, 0, value);
  }

  private boolean replace(JsonNode node, int at, String value) {
    boolean found = false;
    if (node instanceof ArrayNode array) {
      for (JsonNode element : array) {
        found |= replace(element, at, value);
      }
    } else if (node instanceof ObjectNode object) {
      Step step = steps.get(at);
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode child = object.get(name);
        if (name.equals(step.name)) {
          if (at == steps.size() - 1) {
            object.put(name, value);
            found = true;
            continue;
          }
          found |= replace(child, at + 1, value);
        }
        if (step.anywhere) {
          found |= replace(child, at, value);
        }
      }
    }
    return found;
  }
}
