package dev.belfry.tasks.internal.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.belfry.tasks.TaskInfo;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A condition on a task. Its text is what stands for it in a query line. Immutable. */
public sealed interface Term {

  /** Whether a task meets it. */
  boolean matches(TaskInfo task);

  /**
   * A text that the stored message of every task has that meets it, but for the case of ASCII
   * letters; empty if there is none.
   */
  default String needle() {
    return "";
  }

  /** Whether the stored message of a task and its place are all that this looks at. */
  default boolean isOfMessage() {
    return true;
  }

  /** The name of the queue, the type, the id or the group is one of these. */
  record Named(Name name, List<Pattern> patterns) implements Term {
    public Named {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean matches(TaskInfo task) {
      return matches(
          switch (name) {
            case QUEUE -> task.queue();
            case TYPE -> task.type();
            case ID -> task.id();
            case GROUP -> task.group().orElse("");
          });
    }

    /** Whether a name is one of these. */
    public boolean matches(String text) {
      return patterns.stream().anyMatch(pattern -> pattern.matches(text));
    }

    @Override
    public String needle() {
      return name == Name.TYPE && patterns.size() == 1 ? patterns.getFirst().longest() : "";
    }

    @Override
    public String toString() {
      return patterns.stream().map(Pattern::toString).collect(joining(",", name.key + ":", ""));
    }
  }

  /** What has a name. */
  enum Name {
    QUEUE("queue"),
    TYPE("type"),
    ID("id"),
    GROUP("group");

    private final String key;

    Name(String key) {
      this.key = key;
    }
  }

  /** A text stands somewhere, whatever the case of its letters. */
  record Contains(Place place, String text) implements Term {
    @Override
    public boolean matches(TaskInfo task) {
      String wanted = text.toLowerCase(Locale.ROOT);
      return place.texts(task).anyMatch(has -> has.toLowerCase(Locale.ROOT).contains(wanted));
    }

    @Override
    public String needle() {
      return place == Place.RESULT ? "" : text;
    }

    @Override
    public boolean isOfMessage() {
      return place != Place.RESULT;
    }

    @Override
    public String toString() {
      return (place == Place.ANY ? "" : place.key + ':') + Words.quoted(text);
    }
  }

  /** Where texts stand. */
  enum Place {
    ERROR("error") {
      @Override
      Stream<String> texts(TaskInfo task) {
        return Stream.of(task.lastError());
      }
    },
    PAYLOAD("payload") {
      @Override
      Stream<String> texts(TaskInfo task) {
        return Stream.of(new String(task.payload(), UTF_8));
      }
    },
    RESULT("result") {
      @Override
      Stream<String> texts(TaskInfo task) {
        return Stream.of(new String(task.result(), UTF_8));
      }
    },
    /** Wherever people look first. */
    ANY("") {
      @Override
      Stream<String> texts(TaskInfo task) {
        return Stream.of(
            task.id(), task.type(), task.lastError(), new String(task.payload(), UTF_8));
      }
    };

    private final String key;

    Place(String key) {
      this.key = key;
    }

    abstract Stream<String> texts(TaskInfo task);
  }

  /** The task has a header, of that value if there is one. */
  record Headed(String key, @Nullable String value) implements Term {
    @Override
    public boolean matches(TaskInfo task) {
      String has = task.headers().get(key);
      return value == null ? has != null : Objects.equals(value, has);
    }

    @Override
    public String needle() {
      return key;
    }

    @Override
    public String toString() {
      return "header:" + Words.quoted(key) + (value == null ? "" : "=" + Words.quoted(value));
    }
  }

  /** Something in a payload that is JSON. */
  record Json(JsonPath path, Comparison comparison, String value) implements Term {
    @Override
    public boolean matches(TaskInfo task) {
      return path.of(task.payload()).anyMatch(text -> comparison.holds(text, value));
    }

    @Override
    public String toString() {
      return "json:" + Words.quoted(path.toString()) + comparison.sign + quotedValue();
    }

    private String quotedValue() {
      return comparison == Comparison.EXISTS ? "" : Words.quoted(value);
    }
  }

  /** How many attempts failed. */
  record Retried(Comparison comparison, int count) implements Term {
    @Override
    public boolean matches(TaskInfo task) {
      return comparison.holds(Integer.toString(task.retried()), Integer.toString(count));
    }

    @Override
    public String toString() {
      return "retried:" + comparison.sign + count;
    }
  }

  /** The moment of a task lies at or after, or before, another one. */
  record Timed(Side side, Instant moment) implements Term {
    @Override
    public boolean matches(TaskInfo task) {
      return task.moment().filter(it -> it.isBefore(moment) == (side == Side.BEFORE)).isPresent();
    }

    @Override
    public boolean isOfMessage() {
      return false;
    }

    @Override
    public String toString() {
      return side.name().toLowerCase(Locale.ROOT) + ':' + moment;
    }
  }

  /** On which side of a moment. */
  enum Side {
    AFTER,
    BEFORE
  }

  /** What a task must not be. */
  record Not(Term term) implements Term {
    @Override
    public boolean matches(TaskInfo task) {
      return !term.matches(task);
    }

    @Override
    public boolean isOfMessage() {
      return term.isOfMessage();
    }

    @Override
    public String toString() {
      return "-" + term;
    }
  }

  /** All of them, as a query line. */
  static String line(Collection<Term> terms) {
    return terms.stream().map(Term::toString).collect(joining(" "));
  }
}
