package dev.belfry.tasks;

/** In which order a server looks into its queues. */
public enum QueueOrder {
  /**
   * By chance, in proportion to the priorities, drawn anew for each fetch: with 6, 3 and 1 the
   * first queue comes first in 60 % of the fetches. No queue starves.
   */
  WEIGHTED,
  /** By priority. A queue is looked into only when all above it are empty. */
  STRICT
}
