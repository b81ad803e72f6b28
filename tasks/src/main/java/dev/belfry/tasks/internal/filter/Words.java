package dev.belfry.tasks.internal.filter;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Cuts a query line into words, at white space outside quotes. For one thread. */
final class Words {
  private final String line;
  private int at;

  Words(String line) {
    this.line = line;
  }

  List<Word> all() throws QueryProblem {
    List<Word> words = new ArrayList<>();
    while (true) {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      if (at == line.length()) {
        return words;
      }
      words.add(word());
    }
  }

  private Word word() throws QueryProblem {
    int start = at;
    int quote = -1;
    var text = new StringBuilder();
    var literal = new BitSet();
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quote < 0 && Character.isWhitespace(c)) {
        break;
      }
      if (c == '"') {
        quote = quote < 0 ? at : -1;
      } else if (c == '\\'
          && at + 1 < line.length()
          && "\"\\*,:".indexOf(line.charAt(at + 1)) >= 0) {
        literal.set(text.length());
        text.append(line.charAt(++at));
      } else {
        literal.set(text.length(), quote >= 0);
        text.append(c);
      }
    }
    if (quote >= 0) {
      throw new QueryProblem(quote, "a quote without its end");
    }
    return new Word(text.toString(), literal, start);
  }

  /** A value as it has to be written so that it means itself. */
  static String quoted(String value) {
    return value.matches("[^\\s\"\\\\*,:]+")
        ? value
        : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
