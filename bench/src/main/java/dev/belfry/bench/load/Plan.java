package dev.belfry.bench.load;

import java.time.Duration;

/**
 * How much of what is to be measured.
 *
 * @param tasks in a run of enqueuing and in a run of draining
 * @param payloadBytes of each task
 * @param producers that enqueue at the same time, beside the run with one
 * @param batch tasks of one call, in the run with batches
 * @param concurrency slots of the server
 * @param prefetch tasks that the server fetches beyond its slots
 * @param waiting scheduled tasks that wait for another day while delayed tasks come due
 * @param pickups tasks that are enqueued one by one while the server is idle
 * @param pickupGap the longest pause between two of them; pauses are random, from zero on
 * @param delayed tasks with a moment of their own, spread over {@link #DELAYED_SPREAD}
 * @param idle how long the commands of an idle server are counted
 * @param warmUp tasks that are enqueued and drained before anything is measured
 * @param held tasks that occupy a slot for the whole run, in the run with many in flight
 */
public record Plan(
    int tasks,
    int payloadBytes,
    int producers,
    int batch,
    int concurrency,
    int prefetch,
    int waiting,
    int pickups,
    Duration pickupGap,
    int delayed,
    Duration idle,
    int warmUp,
    int held) {

  /** Long enough that both engines look for due tasks several times. */
  public static final Duration DELAYED_SPREAD = Duration.ofSeconds(10);

  /** The same with another number of tasks. */
  Plan withTasks(int other) {
    return new Plan(
        other,
        payloadBytes,
        producers,
        batch,
        concurrency,
        prefetch,
        waiting,
        pickups,
        pickupGap,
        delayed,
        idle,
        warmUp,
        held);
  }
}
