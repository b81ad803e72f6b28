package dev.belfry.tasks.internal.wire;

import java.util.regex.Pattern;

/**
 * The names of the keys and channels that all queues of a namespace share, and the way to those of
 * a queue. Two namespaces on one Redis never meet: every name starts with that of its namespace,
 * which has no colon.
 *
 * @param namespace what stands in the place of {@code asynq} in every name
 */
public record Keyspace(String namespace) {
  /** Go's asynq has no other one. */
  public static final String DEFAULT_NAMESPACE = "asynq";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The namespace that is shared with Go. */
  public static final Keyspace DEFAULT = new Keyspace(DEFAULT_NAMESPACE);

  /** Where the default namespace keeps what only Belfry knows. */
  private static final String OWN = "belfry";

  /** Refuses what could be taken for another namespace's keys, or for a cluster's hash tag. */
  public Keyspace {
    if (!NAME.matcher(namespace).matches() || namespace.equals(OWN)) {
      throw new IllegalArgumentException(
          "a namespace has 1 to 64 letters, digits, '.', '_' or '-', and is not '"
              + OWN
              + "': '"
              + namespace
              + "'");
    }
  }

  /** The names of the keys of one queue. */
  public Keys queue(String queue) {
    return new Keys(this, queue);
  }

  /** Set of the names of all queues. */
  public String queues() {
    return shared("queues");
  }

  /** Sorted set of the keys of live servers, by expiry. */
  public String servers() {
    return shared("servers");
  }

  /** Sorted set of the keys of live servers' workers, by expiry. */
  public String workers() {
    return shared("workers");
  }

  /** Sorted set of the keys of live schedulers, by expiry. */
  public String schedulers() {
    return shared("schedulers");
  }

  /** Channel on which the id of a task to cancel is published. */
  public String cancelChannel() {
    return shared("cancel");
  }

  /** State of one server; a string. */
  public String server(String host, int pid, String serverId) {
    return shared("servers:{" + host + ':' + pid + ':' + serverId + '}');
  }

  /** Running workers of one server; a hash by task id. */
  public String workers(String host, int pid, String serverId) {
    return shared("workers:{" + host + ':' + pid + ':' + serverId + '}');
  }

  /** Entries of one scheduler; a list. */
  public String scheduler(String schedulerId) {
    return shared("schedulers:{" + schedulerId + '}');
  }

  /** What one scheduler entry has enqueued; a sorted set by time. */
  public String schedulerHistory(String entryId) {
    return shared("scheduler_history:" + entryId);
  }

  /** The tasks that hold a token of a semaphore; a sorted set by the second in which it ends. */
  public String semaphore(String scope) {
    return shared("sema:" + scope);
  }

  /** A name of asynq's format: {@code asynq:rest} in the default namespace. */
  public String shared(String rest) {
    return namespace + ':' + rest;
  }

  /** A name that only Belfry knows: {@code belfry:rest} in the default namespace. */
  public String own(String rest) {
    return namespace.equals(DEFAULT_NAMESPACE) ? OWN + ':' + rest : shared(OWN + ':' + rest);
  }
}
