package dev.belfry.tasks.internal.redis;

import java.util.Arrays;

/**
 * A set of texts that takes eight bytes for each. It may take a text for one that is there, once in
 * about 10¹³ questions to a million. For one thread.
 */
final class Fingerprints {
  private static final int FIRST_SIZE = 64;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private long[] values = new long[FIRST_SIZE];
  private int size;
  private boolean sorted = true;

  void add(String text) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = hash(text);
    sorted = false;
  }

  boolean contains(String text) {
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    return Arrays.binarySearch(values, 0, size, hash(text)) >= 0;
  }

  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
