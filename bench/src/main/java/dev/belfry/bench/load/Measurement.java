package dev.belfry.bench.load;

/** One way to measure. */
interface Measurement {
  /** Measures on queues of its own, and adds what it finds to the figures. */
  void run(Lab lab, Plan plan, Figures figures) throws InterruptedException;
}
