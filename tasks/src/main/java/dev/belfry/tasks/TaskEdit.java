package dev.belfry.tasks;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be different about a task when it runs again. Immutable. */
public final class TaskEdit {
  /** Runs again as it is. */
  public static final TaskEdit NOTHING = builder().build();

  private final @Nullable String type;
  private final @Nullable ByteString payload;
  private final Set<String> removedHeaders;
  private final List<TaskOption> options;

  private TaskEdit(Builder builder) {
    type = builder.type;
    payload = builder.payload;
    removedHeaders = Set.copyOf(builder.removedHeaders);
    options = List.copyOf(builder.options);
  }

  /** Starts an edit that changes nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** The other type, if there is one. */
  public Optional<String> type() {
    return Optional.ofNullable(type);
  }

  /** The other payload, if there is one. A copy. */
  public Optional<byte[]> payload() {
    return Optional.ofNullable(payload).map(ByteString::toByteArray);
  }

  /** The headers that go. */
  public Set<String> removedHeaders() {
    return removedHeaders;
  }

  /** The options that replace the task's. */
  public List<TaskOption> options() {
    return options;
  }

  /** Describes an edit. For one thread. */
  public static final class Builder {
    private final Set<String> removedHeaders = new HashSet<>();
    private final List<TaskOption> options = new ArrayList<>();
    private @Nullable String type;
    private @Nullable ByteString payload;

    private Builder() {}

    /**
     * Another type.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Builder type(String value) {
      if (value.isBlank()) {
        throw new IllegalArgumentException("the type of a task must not be blank");
      }
      type = value;
      return this;
    }

    /** Another payload; the bytes are copied. */
    public Builder payload(byte[] value) {
      payload = ByteString.copyFrom(value);
      return this;
    }

    /** Takes a header away. */
    public Builder withoutHeader(String key) {
      removedHeaders.add(key);
      return this;
    }

    /**
     * Other options: queue, number of retries, timeout, deadline, time, retention, group and
     * headers. A zero retention, timeout or deadline takes the task's away.
     *
     * @throws IllegalArgumentException if one is of another kind: the id of a task stays, and so
     *     does its unique lock
     */
    public Builder options(TaskOption... values) {
      for (TaskOption option : values) {
        switch (option) {
          case TaskOption.Unique any -> throw refused("unique");
          case TaskOption.UniqueBy any -> throw refused("uniqueBy");
          case TaskOption.TaskId any -> throw refused("taskId");
          case TaskOption.ReplaceFinished any -> throw refused("replaceFinished");
          case TaskOption.Once any -> throw refused("once");
          default -> {}
        }
      }
      options.addAll(Arrays.asList(values));
      return this;
    }

    private static IllegalArgumentException refused(String option) {
      return new IllegalArgumentException(
          "a task keeps its id and its lock, so '"
              + option
              + "' cannot be changed: enqueue another");
    }

    /** The edit. */
    public TaskEdit build() {
      return new TaskEdit(this);
    }
  }
}
