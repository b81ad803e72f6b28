package dev.belfry.outbox;

import java.time.Duration;

/**
 * What is in an outbox.
 *
 * @param tasks the tasks
 * @param messages the messages
 */
public record OutboxStats(Backlog tasks, Backlog messages) {

  /**
   * What is there of one kind.
   *
   * @param waiting intents that wait to be relayed, failing ones among them
   * @param failing those of them that have failed and will be tried again
   * @param parked intents that wait for a decision; later ones of their keys wait with them
   * @param lag how long ago the oldest was written that waits; zero if none does
   */
  public record Backlog(long waiting, long failing, long parked, Duration lag) {}
}
