package dev.belfry.console.internal.content;

import dev.belfry.console.ConsoleConf.MaskConf;
import dev.belfry.console.internal.access.Role;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What is not to be shown of payloads, results, errors and headers, by type of task and role.
 * Immutable.
 */
public final class Masks {
  /** Stands for what is not shown. */
  static final String MASK = "***";

  private final List<Rule> rules;

  private record Rule(
      Pattern type, Optional<MemberPath> path, Optional<Pattern> text, Optional<Role> visibleTo) {}

  /**
   * Reads the rules.
   *
   * @throws IllegalArgumentException if one cannot be read
   */
  public Masks(List<MaskConf> masks) {
    rules =
        masks.stream()
            .map(mask ->
                new Rule(
                    glob(mask.type()),
                    mask.path().isEmpty()
                        ? Optional.empty()
                        : Optional.of(MemberPath.parse(mask.path())),
                    mask.pattern().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Pattern.compile(mask.pattern())),
                    Role.of(mask.visibleTo())))
            .toList();
  }

  private static Pattern glob(String type) {
    StringBuilder regex = new StringBuilder();
    for (String part : type.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
      if (regex.isEmpty()) {
        regex.append("(?:)");
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** The rules that hold for what somebody sees of a type of task. */
  Applied of(String type, Role role) {
    return new Applied(
        rules.stream()
            .filter(rule -> rule.type.matcher(type).matches())
            .filter(rule -> rule.visibleTo.filter(role::includes).isEmpty())
            .toList());
  }

  /** Whether something of this type may be hidden from somebody. */
  public boolean hide(String type, Role role) {
    return !of(type, role).rules.isEmpty();
  }

  /** The rules for one view. */
  record Applied(List<Rule> rules) {
    boolean isEmpty() {
      return rules.isEmpty();
    }

    /** Replaces members; says whether there were any. The tree is changed. */
    boolean mask(JsonNode json) {
      boolean masked = false;
      for (Rule rule : rules) {
        masked |= rule.path.isPresent() && rule.path.get().replace(json, MASK);
      }
      return masked;
    }

    /** Replaces what the patterns match. */
    String mask(String text) {
      String masked = text;
      for (Rule rule : rules) {
        if (rule.text.isPresent()) {
          masked = rule.text.get().matcher(masked).replaceAll(MASK);
        }
      }
      return masked;
    }
  }
}
