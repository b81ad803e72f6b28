package dev.belfry.tasks;

import java.time.Instant;
import java.util.Map;

/** The circumstances of one run of a task. Thread-safe. */
public interface TaskContext {

  /** The id of the task, the same in all its runs. */
  String taskId();

  /** The queue that the task was taken from. */
  String queue();

  /** How many attempts have failed before this one. */
  int retried();

  /**
   * How many retries the task may have; a failure with {@code retried() >= maxRetry()} archives it.
   */
  int maxRetry();

  /** When the time of this run is up, by the clock of Redis. */
  Instant deadline();

  /** The task as it was when this server took it: its last error, its group, its options. */
  TaskInfo info();

  /** The server that runs the task, as {@code host:pid:id}: the name that Go's tools show. */
  String server();

  /**
   * What the server was given for its handlers under this type; see {@link
   * TaskServer.Builder#attribute}.
   *
   * @throws IllegalArgumentException if there is nothing of this type; names what there is
   */
  <T> T attribute(Class<T> type);

  /** The headers of the task, never null. */
  Map<String, String> headers();

  /**
   * Whether nobody waits for this run any more: its time is up, it was cancelled, its lease was
   * lost, or the server is stopping. The thread of the handler was interrupted then; code that does
   * not block asks here.
   */
  boolean isCancelled();

  /**
   * Keeps a result with the task. It can be read for as long as the task exists, so give the task a
   * retention. A second call replaces the first.
   *
   * @throws IllegalStateException if this run is cancelled or over
   * @throws TaskException if the task is gone or Redis cannot be reached
   */
  void writeResult(byte[] result);
}
