package dev.belfry.tasks.internal.redis;

/**
 * Who takes tasks from queues.
 *
 * @param name names the server for people; the broker adds what makes it unique per call
 * @param waits whether it wants to know how long the tasks waited
 */
public record Taker(String name, Waits waits) {

  /** Whether it is told how long tasks waited, which costs Redis a twentieth more. */
  public enum Waits {
    TOLD,
    UNTOLD
  }
}
