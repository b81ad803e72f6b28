package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The reply of a script that answers with a list. */
record Reply(List<?> values) {

  int size() {
    return values.size();
  }

  long number(int index) {
    return (Long) values.get(index);
  }

  byte[] bytes(int index) {
    return (byte[]) values.get(index);
  }

  /** A list within the list. */
  Reply list(int index) {
    return new Reply((List<?>) values.get(index));
  }

  List<String> texts() {
    return values.stream().map(value -> new String((byte[]) value, UTF_8)).toList();
  }

  String text(int index) {
    return new String(bytes(index), UTF_8);
  }
}
