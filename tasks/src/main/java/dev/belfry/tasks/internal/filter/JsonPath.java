package dev.belfry.tasks.internal.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where something stands in JSON: {@code $.user.id}, {@code $.items[0].sku}, {@code
 * $.items[*].sku}, {@code $['a b']}, {@code $..sku} at any depth. Immutable.
 */
public final class JsonPath {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final java.util.regex.Pattern STEP =
      java.util.regex.Pattern.compile(
          "(?<deep>\\.\\.)?(?:\\.?\\[(?:(?<index>\\d{1,9})|(?<all>\\*)|'(?<quoted>[^']*)')]"
              + "|(?<dot>\\.)?(?<name>[^.\\[\\]=<>!~'\\s*]+|\\*))");

  private final String text;
  private final List<Step> steps;

  private JsonPath(String text, List<Step> steps) {
    this.text = text;
    this.steps = List.copyOf(steps);
  }

  /** A step down: to a member, to an element, to all of them, or to members at any depth. */
  private sealed interface Step {
    record Member(String name) implements Step {}

    record Element(int index) implements Step {}

    record All() implements Step {}

    record Below() implements Step {}
  }

  /**
   * Reads a path from the beginning of a text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static JsonPath at(String text) {
    if (!text.startsWith("$")) {
      throw new IllegalArgumentException("a JSON path begins with $, as $.user.id does");
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int end = 1;
    while (step.region(end, text.length()).lookingAt()) {
      if (step.group("name") != null && step.group("dot") == null && step.group("deep") == null) {
        break;
      }
      if (step.group("deep") != null) {
        steps.add(new Step.Below());
      }
      steps.add(step(step));
      end = step.end();
    }
    return new JsonPath(text.substring(0, end), steps);
  }

  private static Step step(Matcher step) {
    if (step.group("index") != null) {
      return new Step.Element(Integer.parseInt(step.group("index")));
    }
    String name = step.group("quoted") != null ? step.group("quoted") : step.group("name");
    return step.group("all") != null || "*".equals(step.group("name"))
        ? new Step.All()
        : new Step.Member(name);
  }

  /** How many characters it takes. */
  int length() {
    return text.length();
  }

  /** What stands there, as text; nothing if the bytes are no JSON. */
  Stream<String> of(byte[] json) {
    Stream<JsonNode> nodes;
    try {
      nodes = Stream.of(JSON.readTree(json));
    } catch (JacksonException e) {
      return Stream.empty();
    }
    for (Step step : steps) {
      nodes = nodes.flatMap(node -> next(node, step));
    }
    return nodes
        .filter(node -> !node.isMissingNode())
        .map(node -> node.isString() ? node.asString() : node.toString());
  }

  private static Stream<JsonNode> next(JsonNode node, Step step) {
    return switch (step) {
      case Step.Member(String name) -> Stream.of(node.path(name));
      case Step.Element(int index) -> Stream.of(node.path(index));
      case Step.All() -> children(node);
      case Step.Below() -> below(node);
    };
  }

  private static Stream<JsonNode> children(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static Stream<JsonNode> below(JsonNode node) {
    return Stream.concat(Stream.of(node), children(node).flatMap(JsonPath::below));
  }

  @Override
  public String toString() {
    return text;
  }
}
