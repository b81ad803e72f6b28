package dev.belfry.tasks.internal.filter;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A word of a query line without its quotes; what was quoted or escaped means nothing but itself.
 * Immutable.
 *
 * @param text its characters
 * @param literal the indexes of those that were quoted or escaped
 * @param position where it begins in the line
 */
record Word(String text, BitSet literal, int position) {

  /** Where a character first stands that was not quoted, or -1. */
  int indexOf(char wanted, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == wanted && !literal.get(i)) {
        return i;
      }
    }
    return -1;
  }

  Word from(int start) {
    return part(start, text.length());
  }

  Word part(int start, int end) {
    return new Word(text.substring(start, end), literal.get(start, end), position + start);
  }

  /** What lies between the characters that were not quoted. */
  List<Word> split(char separator) {
    List<Word> parts = new ArrayList<>();
    int start = 0;
    for (int end; (end = indexOf(separator, start)) >= 0; start = end + 1) {
      parts.add(part(start, end));
    }
    parts.add(from(start));
    return parts;
  }
}
