package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.Keyspace;
import java.util.Optional;
import java.util.Set;

/**
 * A key of a queue, taken apart.
 *
 * @param queue the queue's name
 * @param rest what follows the braces and the colon
 */
record KeyName(String queue, String rest) {
  private static final String END = "}:";

  /**
   * Takes a key apart, or says that it is no queue's key. A queue's name may itself contain what
   * ends it; then the names of {@code known} queues decide.
   */
  static Optional<KeyName> of(String key, Keyspace keyspace, Set<String> known) {
    String start = keyspace.shared("{");
    if (!key.startsWith(start)) {
      return Optional.empty();
    }
    int first = key.indexOf(END, start.length());
    for (int end = first; end >= 0; end = key.indexOf(END, end + 1)) {
      String queue = key.substring(start.length(), end);
      if (known.contains(queue)) {
        return Optional.of(new KeyName(queue, key.substring(end + END.length())));
      }
    }
    return first < 0
        ? Optional.empty()
        : Optional.of(
            new KeyName(key.substring(start.length(), first), key.substring(first + END.length())));
  }

  /** What follows {@code prefix}, or nothing if it does not start with that. */
  Optional<String> after(String prefix) {
    return rest.startsWith(prefix)
        ? Optional.of(rest.substring(prefix.length()))
        : Optional.empty();
  }
}
