package dev.belfry.tasks;

import dev.belfry.tasks.internal.filter.Comparison;
import dev.belfry.tasks.internal.filter.JsonPath;
import dev.belfry.tasks.internal.filter.Pattern;
import dev.belfry.tasks.internal.filter.Query;
import dev.belfry.tasks.internal.filter.QueryProblem;
import dev.belfry.tasks.internal.filter.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks somebody looks for: those that meet all of its conditions. Immutable.
 *
 * <p>A query line says it in words that are separated by spaces; a {@code -} before one means that
 * it must not hold, quotes keep spaces together, and a backslash takes the meaning of one
 * character:
 *
 * <ul>
 *   <li>{@code state:retry,archived}
 *   <li>{@code queue:low}, {@code type:email:*}, {@code id:7f3*}, {@code group:daily}: names;
 *       {@code *} stands for any characters, a comma means <i>or</i>
 *   <li>{@code error:"timed out"}, {@code payload:"a@b"}, {@code result:ok}: a text in it, whatever
 *       the case of its letters; a word without a key is looked for in id, type, payload and error
 *   <li>{@code json:$.user.id=7}, {@code json:$.items[*].sku~tea}, {@code json:$.vip}: in a payload
 *       that is JSON; {@code = != > >= < <=} compare numbers as numbers, {@code ~} finds a text,
 *       nothing means that it is there
 *   <li>{@code header:tenant=7}, {@code header:traceparent}
 *   <li>{@code after:2026-11-23T08:00Z}, {@code before:-2h}: the {@link TaskInfo#moment moment} of
 *       the task; a date alone means its beginning in UTC
 *   <li>{@code retried:>3}
 * </ul>
 */
public final class TaskFilter {
  /** Meets every task. */
  public static final TaskFilter ALL = new TaskFilter(new Query(Set.of(), List.of()));

  private final Query query;

  private TaskFilter(Query query) {
    this.query = query;
  }

  /**
   * Reads a query line. Times such as {@code -2h} count from now.
   *
   * @throws FilterSyntaxException if it cannot be read; says where and what is accepted
   */
  public static TaskFilter parse(String line) {
    try {
      return new TaskFilter(Query.parse(line, Instant.now()));
    } catch (QueryProblem e) {
      throw new FilterSyntaxException(line, e.position(), String.valueOf(e.getMessage()));
    }
  }

  /** Starts a filter without conditions. */
  public static Builder builder() {
    return new Builder(ALL.query);
  }

  /** Starts a filter with the conditions of this one. */
  public Builder toBuilder() {
    return new Builder(query);
  }

  /** The states that are looked at; all seven if none was named. */
  public Set<TaskState> states() {
    return query.states().isEmpty() ? EnumSet.allOf(TaskState.class) : query.states();
  }

  /** Whether tasks of a queue may be meant. */
  public boolean meansQueue(String queue) {
    return query.terms().stream()
        .allMatch(term ->
            switch (term) {
              case Term.Named named when named.name() == Term.Name.QUEUE -> named.matches(queue);
              case Term.Not(Term.Named named) when named.name() == Term.Name.QUEUE ->
                  !named.matches(queue);
              default -> true;
            });
  }

  /** Whether a task meets all conditions. */
  public boolean matches(TaskInfo task) {
    return (query.states().isEmpty() || query.states().contains(task.state()))
        && query.terms().stream().allMatch(term -> term.matches(task));
  }

  /** Whether messages alone tell of most tasks that they do not meet the filter. */
  boolean judgesMessages() {
    return query.terms().stream()
        .anyMatch(term ->
            term.isOfMessage()
                && !(term instanceof Term.Named named && named.name() == Term.Name.QUEUE));
  }

  /** Whether a task of which only the message is known may meet all conditions. */
  boolean mayMatch(TaskInfo task) {
    return query.terms().stream().allMatch(term -> !term.isOfMessage() || term.matches(task));
  }

  /** The same conditions, in these states only. */
  TaskFilter inStates(Set<TaskState> states) {
    return new TaskFilter(new Query(states, query.terms()));
  }

  /** The ids that are asked for, if only tasks of certain ids are; else nothing. */
  List<String> ids() {
    return query.terms().stream()
        .filter(Term.Named.class::isInstance)
        .map(Term.Named.class::cast)
        .filter(named -> named.name() == Term.Name.ID)
        .filter(named -> named.patterns().stream().allMatch(Pattern::isExact))
        .map(named -> named.patterns().stream().map(id -> id.parts().getFirst()).toList())
        .findFirst()
        .orElse(List.of());
  }

  /**
   * Texts, in lower case, that the message of every task has that meets the filter. Redis knows of
   * ASCII letters only that they have two cases; of other letters, Java takes two for forms of i
   * and k.
   */
  List<String> needles() {
    return query.terms().stream()
        .flatMap(term ->
            Arrays.stream(term.needle().split("[^\\x01-\\x7f]|[iIkK]"))
                .max(Comparator.comparingInt(String::length))
                .stream())
        .filter(needle -> needle.length() > 1)
        .map(needle -> needle.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskFilter filter && toString().equals(filter.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The query line; {@link #parse} makes the same filter of it. */
  @Override
  public String toString() {
    Stream<String> states =
        query.states().isEmpty()
            ? Stream.of()
            : Stream.of(
                query.states().stream()
                    .sorted()
                    .map(state -> state.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(",", "state:", "")));
    return Stream.concat(states, query.terms().stream().map(Term::toString))
        .collect(Collectors.joining(" "));
  }

  /** Describes a filter; each call adds a condition. For one thread. */
  public static final class Builder {
    private final Set<TaskState> states = EnumSet.noneOf(TaskState.class);
    private final List<Term> terms;

    private Builder(Query query) {
      states.addAll(query.states());
      terms = new ArrayList<>(query.terms());
    }

    /** Looks at tasks of these states; those of earlier calls too. */
    public Builder states(Collection<TaskState> wanted) {
      states.addAll(wanted);
      return this;
    }

    /** Looks at one queue; every character of the name means itself. */
    public Builder queue(String name) {
      return add(new Term.Named(Term.Name.QUEUE, List.of(Pattern.exactly(name))));
    }

    /** Looks for a type, in which {@code *} stands for any characters. */
    public Builder type(String pattern) {
      return add(new Term.Named(Term.Name.TYPE, List.of(Pattern.of(pattern))));
    }

    /** Looks for one task; every character of the id means itself. */
    public Builder id(String id) {
      return add(new Term.Named(Term.Name.ID, List.of(Pattern.exactly(id))));
    }

    /** Looks for a text in the last error, whatever the case of its letters. */
    public Builder error(String text) {
      return add(new Term.Contains(Term.Place.ERROR, text));
    }

    /** Looks for a text in the payload, whatever the case of its letters. */
    public Builder payload(String text) {
      return add(new Term.Contains(Term.Place.PAYLOAD, text));
    }

    /**
     * Looks for a value at a path of a payload that is JSON.
     *
     * @throws IllegalArgumentException if the path cannot be read
     */
    public Builder json(String path, String value) {
      JsonPath read = JsonPath.at(path);
      if (!read.toString().equals(path)) {
        throw new IllegalArgumentException("only '" + read + "' of '" + path + "' is a JSON path");
      }
      return add(new Term.Json(read, Comparison.EQUAL, value));
    }

    /** Looks for a header of that value. */
    public Builder header(String key, String value) {
      return add(new Term.Headed(key, value));
    }

    /** Looks for tasks whose {@link TaskInfo#moment moment} is then or later. */
    public Builder after(Instant moment) {
      return add(new Term.Timed(Term.Side.AFTER, moment));
    }

    /** Looks for tasks whose {@link TaskInfo#moment moment} is earlier. */
    public Builder before(Instant moment) {
      return add(new Term.Timed(Term.Side.BEFORE, moment));
    }

    private Builder add(Term term) {
      terms.add(term);
      return this;
    }

    /** The filter. */
    public TaskFilter build() {
      return new TaskFilter(new Query(states, terms));
    }
  }
}
