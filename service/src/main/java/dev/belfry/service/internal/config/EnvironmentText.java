package dev.belfry.service.internal.config;

import java.util.Map;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:default}} in a value. A default may hold further
 * variables; what a variable holds is taken as it is. <code>$$&#123;</code> stands for <code>
 * $&#123;</code>.
 */
final class EnvironmentText {
  private final Map<String, String> environment;

  EnvironmentText(Map<String, String> environment) {
    this.environment = environment;
  }

  static boolean hasVariables(String text) {
    return text.contains("${");
  }

  /**
   * The text with all variables replaced.
   *
   * @throws BadValue if a variable without a default is not set, or a brace is not closed
   */
  String expand(String text) throws BadValue {
    var result = new StringBuilder();
    int at = 0;
    while (true) {
      int open = text.indexOf("${", at);
      if (open < 0) {
        return result.append(text, at, text.length()).toString();
      }
      if (open > at && text.charAt(open - 1) == '$') {
        result.append(text, at, open - 1).append("${");
        at = open + 2;
        continue;
      }
      int close = closing(text, open + 2);
      result.append(text, at, open).append(value(text.substring(open + 2, close)));
      at = close + 1;
    }
  }

  private String value(String inside) throws BadValue {
    int colon = inside.indexOf(':');
    String name = (colon < 0 ? inside : inside.substring(0, colon)).strip();
    String set = environment.get(name);
    if (set != null) {
      return set;
    }
    if (colon < 0) {
      throw new BadValue(
          "environment variable " + name + " is not set: set it, or write ${" + name + ":default}");
    }
    return expand(inside.substring(colon + 1));
  }

  private static int closing(String text, int from) throws BadValue {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      if (text.startsWith("${", i)) {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    throw new BadValue("needs a } after ${, or $${ for a literal ${");
  }
}
