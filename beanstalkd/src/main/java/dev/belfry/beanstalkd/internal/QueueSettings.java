package dev.belfry.beanstalkd.internal;

import dev.belfry.messaging.ProcessedStore;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.spi.Attempts;
import java.time.Duration;
import java.util.Optional;

/**
 * How jobs are handled. Immutable.
 *
 * @param name of the queue
 * @param attempts calls the handler
 * @param retries when failed jobs are tried again
 * @param store where consumers agree on who runs a job
 * @param times of the store's records and of late jobs
 */
public record QueueSettings(
    String name, Attempts attempts, RetryPlan retries, ProcessedStore store, Times times) {

  /**
   * Times.
   *
   * @param lease how long the job of a process that died is nobody's
   * @param retention how long a job counts as done
   * @param burialRetention how long it is known why a job was buried
   * @param expiry how late a job may be and still run; empty if that does not matter
   */
  public record Times(
      Duration lease, Duration retention, Duration burialRetention, Optional<Duration> expiry) {}
}
