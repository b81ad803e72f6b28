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

  String text(int index) {
    return new String(bytes(index), UTF_8);
  }
}
