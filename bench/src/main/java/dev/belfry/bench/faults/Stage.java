package dev.belfry.bench.faults;

import dev.belfry.tasks.RedisTarget;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A store, the servers on it, and the means to hurt one or the other. For one round. */
interface Stage extends AutoCloseable {

  /** Where tasks are put; may go the same bad way as the servers. */
  RedisTarget target();

  /** Where the store is looked at when all is over. */
  default RedisTarget judge() {
    return target();
  }

  /** Starts the servers on that queue. */
  void serve(String queue) throws Exception;

  /** Breaks something, and mends it; returns when that is over. */
  void hurt(RandomGenerator random) throws Exception;

  /** All runs so far. */
  List<RunLine> runs() throws Exception;

  /**
   * The tasks that a dying worker had in hand, or may not have acknowledged: they may run again.
   */
  default Set<String> excused() throws Exception {
    return Set.of();
  }

  @Override
  void close() throws Exception;
}
