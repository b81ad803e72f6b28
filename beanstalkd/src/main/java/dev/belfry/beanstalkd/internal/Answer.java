package dev.belfry.beanstalkd.internal;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The line that a server answered to a command. */
record Answer(String command, List<String> words) {
  /**
   * Words that refuse a command; after all others the two sides no longer understand each other.
   */
  private static final Set<String> REFUSALS =
      Set.of(
          "BURIED",
          "DRAINING",
          "EXPECTED_CRLF",
          "JOB_TOO_BIG",
          "NOT_FOUND",
          "NOT_IGNORED",
          "OUT_OF_MEMORY",
          "INTERNAL_ERROR",
          "BAD_FORMAT",
          "UNKNOWN_COMMAND");

  boolean is(String word) {
    return words.getFirst().equals(word);
  }

  Answer expect(String word) throws IOException {
    if (is(word)) {
      return this;
    }
    if (REFUSALS.contains(words.getFirst())) {
      throw new Refused(command, words.getFirst());
    }
    throw new IOException("answered \"" + String.join(" ", words) + "\" to " + command);
  }

  long number(int index) throws IOException {
    try {
      return Long.parseLong(words.get(index));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException("answered \"" + String.join(" ", words) + "\" to " + command, e);
    }
  }
}
