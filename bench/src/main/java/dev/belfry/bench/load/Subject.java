package dev.belfry.bench.load;

/** Something to be measured. */
public enum Subject {
  /** Enqueuing, and what a waiting task takes of Redis' memory. */
  ENQUEUE,
  /** Draining a full queue. */
  DRAIN,
  /** How long an idle server takes to begin with a new task. */
  PICKUP,
  /** How late delayed tasks begin. */
  DELAYED,
  /** What an idle server asks of Redis. */
  IDLE,
  /** Enqueuing and forwarding with more and more scheduled tasks. */
  SIZES,
  /** Draining while many tasks are in flight. */
  INFLIGHT
}
