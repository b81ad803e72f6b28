package dev.belfry.tasks;

import dev.belfry.service.codec.CodecException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Picks the handler of a task by its type. A pattern matches the types that are equal to it or
 * begin with it; the longest one wins: {@code email:} serves {@code email:welcome}, unless {@code
 * email:welcome} has a handler of its own. A type without a match fails with {@link
 * HandlerNotFoundException} and is tried again as usual, so that another server may know it.
 *
 * <p>Typed handlers get the payload decoded from JSON. A payload that cannot be decoded archives
 * its task at once, because no retry can help.
 *
 * <p>Thread-safe. A mux is a handler itself, so one can be registered in another; the types stay
 * whole.
 */
public final class TaskMux implements TaskHandler {
  private final NavigableMap<String, TaskHandler> handlers = new ConcurrentSkipListMap<>();
  private final List<TaskMiddleware> middleware = new CopyOnWriteArrayList<>();

  /** A mux without handlers. */
  public TaskMux() {}

  /**
   * Registers an action for all types that begin with {@code pattern}.
   *
   * @throws IllegalArgumentException if the pattern is blank or taken
   */
  public TaskMux handle(String pattern, TaskAction<Task> action) {
    return decide(
        pattern,
        (task, context) -> {
          action.run(task, context);
          return Outcome.done();
        });
  }

  /**
   * Registers an action on decoded payloads for all types that begin with {@code pattern}.
   *
   * @throws IllegalArgumentException if the pattern is blank or taken
   */
  public <T> TaskMux handle(String pattern, Class<T> type, TaskAction<? super T> action) {
    return decide(
        pattern,
        type,
        (payload, context) -> {
          action.run(payload, context);
          return Outcome.done();
        });
  }

  /**
   * Registers a handler that returns an {@link Outcome}; also another mux.
   *
   * @throws IllegalArgumentException if the pattern is blank or taken
   */
  public TaskMux decide(String pattern, TaskHandler handler) {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("a pattern needs at least one visible character");
    }
    if (handlers.putIfAbsent(pattern, handler) != null) {
      throw new IllegalArgumentException("multiple registrations for \"" + pattern + "\"");
    }
    return this;
  }

  /**
   * Registers a handler of decoded payloads that returns an {@link Outcome}.
   *
   * @throws IllegalArgumentException if the pattern is blank or taken
   */
  public <T> TaskMux decide(String pattern, Class<T> type, TaskDecision<? super T> decision) {
    return decide(
        pattern,
        (task, context) -> {
          T payload;
          try {
            payload = task.payload(type);
          } catch (CodecException e) {
            return Outcome.archive(
                "the payload of task type \""
                    + task.type()
                    + "\" cannot be read: "
                    + e.getMessage());
          }
          return decision.handle(payload, context);
        });
  }

  /**
   * Adds middleware around all handlers, the first one outermost; also around the failure to find
   * one. It serves the tasks that start from now on.
   */
  public TaskMux use(TaskMiddleware... added) {
    middleware.addAll(List.of(added));
    return this;
  }

  @Override
  public Outcome handle(Task task, TaskContext context) throws Exception {
    TaskHandler chain = handlerOf(task.type());
    for (TaskMiddleware around : middleware.reversed()) {
      TaskHandler next = chain;
      chain = (t, c) -> around.around(t, c, next);
    }
    return chain.handle(task, context);
  }

  private TaskHandler handlerOf(String type) {
    String probe = type;
    Map.Entry<String, TaskHandler> entry = handlers.floorEntry(probe);
    while (entry != null && !type.startsWith(entry.getKey())) {
      // Every pattern that is a prefix of the type sorts at or below what both have in common.
      probe = commonPrefix(type, entry.getKey());
      entry = handlers.floorEntry(probe);
    }
    if (entry != null) {
      return entry.getValue();
    }
    return (task, context) -> {
      throw new HandlerNotFoundException(task.type());
    };
  }

  private static String commonPrefix(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return a.substring(0, length);
  }
}
