package dev.belfry.tasks.internal.filter;

import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a query line says. Immutable.
 *
 * @param states those that are asked for; all if none is named
 * @param terms the other conditions
 */
public record Query(Set<TaskState> states, List<Term> terms) {
  private static final String KEYS =
      "state, type, queue, id, group, error, payload, result, json, header, retried, after, before";

  /** To the minute, as people write it; seconds and zones are read by Java's own formatter. */
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmX", Locale.ROOT);

  public Query {
    states = Set.copyOf(states);
    terms = List.copyOf(terms);
  }

  /**
   * Reads a line.
   *
   * @param now what times such as {@code -2h} count from
   */
  public static Query parse(String line, Instant now) throws QueryProblem {
    Set<TaskState> states = EnumSet.noneOf(TaskState.class);
    Set<TaskState> excluded = EnumSet.noneOf(TaskState.class);
    List<Term> terms = new ArrayList<>();
    for (Word word : new Words(line).all()) {
      boolean negated = word.text().length() > 1 && word.indexOf('-', 0) == 0;
      Word rest = negated ? word.from(1) : word;
      int colon = rest.indexOf(':', 0);
      if (colon > 0 && rest.text().startsWith("state:")) {
        (negated ? excluded : states).addAll(states(rest.from(colon + 1)));
      } else {
        Term term = colon < 0 ? anywhere(rest) : term(rest, colon, now);
        terms.add(negated ? new Term.Not(term) : term);
      }
    }
    if (!excluded.isEmpty()) {
      if (states.isEmpty()) {
        states.addAll(EnumSet.allOf(TaskState.class));
      }
      states.removeAll(excluded);
      if (states.isEmpty()) {
        throw new QueryProblem(0, "no state is left");
      }
    }
    return new Query(states, terms);
  }

  private static Set<TaskState> states(Word value) throws QueryProblem {
    Set<TaskState> states = EnumSet.noneOf(TaskState.class);
    for (Word name : value.split(',')) {
      states.add(
          Arrays.stream(TaskState.values())
              .filter(state -> state.name().equalsIgnoreCase(name.text()))
              .findFirst()
              .orElseThrow(() ->
                  new QueryProblem(
                      name, "'" + name.text() + "' is no state; they are " + stateNames())));
    }
    return states;
  }

  private static String stateNames() {
    return Arrays.stream(TaskState.values())
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static Term anywhere(Word word) throws QueryProblem {
    return new Term.Contains(Term.Place.ANY, notEmpty(word).text());
  }

  private static Term term(Word word, int colon, Instant now) throws QueryProblem {
    String key = word.text().substring(0, colon);
    Word value = word.from(colon + 1);
    return switch (key) {
      case "queue" -> named(Term.Name.QUEUE, value);
      case "type" -> named(Term.Name.TYPE, value);
      case "id" -> named(Term.Name.ID, value);
      case "group" -> named(Term.Name.GROUP, value);
      case "error" -> new Term.Contains(Term.Place.ERROR, notEmpty(value).text());
      case "payload" -> new Term.Contains(Term.Place.PAYLOAD, notEmpty(value).text());
      case "result" -> new Term.Contains(Term.Place.RESULT, notEmpty(value).text());
      case "header" -> header(notEmpty(value));
      case "json" -> json(value);
      case "retried" -> retried(value);
      case "after" -> new Term.Timed(Term.Side.AFTER, moment(value, now));
      case "before" -> new Term.Timed(Term.Side.BEFORE, moment(value, now));
      default ->
          throw new QueryProblem(
              word, "'" + key + "' is nothing to look for; there are " + KEYS + "; quote a text");
    };
  }

  private static Word notEmpty(Word value) throws QueryProblem {
    if (value.text().isEmpty()) {
      throw new QueryProblem(value, "a value is missing");
    }
    return value;
  }

  private static Term named(Term.Name name, Word value) throws QueryProblem {
    List<Pattern> patterns = new ArrayList<>();
    for (Word each : value.split(',')) {
      patterns.add(Pattern.of(notEmpty(each)));
    }
    return new Term.Named(name, patterns);
  }

  private static Term header(Word value) {
    int equals = value.indexOf('=', 0);
    return equals < 0
        ? new Term.Headed(value.text(), null)
        : new Term.Headed(value.text().substring(0, equals), value.text().substring(equals + 1));
  }

  private static Term json(Word value) throws QueryProblem {
    try {
      JsonPath path = JsonPath.at(value.text());
      Comparison comparison = Comparison.at(value.text(), path.length());
      int end = path.length() + comparison.sign.length();
      if (comparison == Comparison.EXISTS && end < value.text().length()) {
        throw new QueryProblem(
            value.from(end), "no step of a JSON path, and none of = != > >= < <= ~");
      }
      return new Term.Json(path, comparison, value.text().substring(end));
    } catch (IllegalArgumentException e) {
      throw new QueryProblem(value, String.valueOf(e.getMessage()));
    }
  }

  private static Term retried(Word value) throws QueryProblem {
    Comparison sign = Comparison.at(value.text(), 0);
    String count = value.text().substring(sign.sign.length());
    if (!count.matches("\\d{1,9}")) {
      throw new QueryProblem(value, "'retried' needs a number, as in retried:>3");
    }
    return new Term.Retried(
        sign == Comparison.EXISTS ? Comparison.EQUAL : sign, Integer.parseInt(count));
  }

  private static Instant moment(Word value, Instant now) throws QueryProblem {
    String text = value.text();
    if (text.matches("[+-]\\d{1,9}[smhd]")) {
      long count = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> now.plusSeconds(count);
        case 'm' -> now.plus(Duration.ofMinutes(count));
        case 'h' -> now.plus(Duration.ofHours(count));
        default -> now.plus(Duration.ofDays(count));
      };
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.matches(".*T\\d\\d:\\d\\d([Zz]|[+-]\\d\\d)")
          ? OffsetDateTime.parse(text, MINUTE).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new QueryProblem(
          value, "'" + text + "' is no time such as 2026-11-23T08:00Z, 2026-11-23 (UTC) or -2h");
    }
  }
}
