package dev.belfry.bench.load;

/** Enqueues with one producer, with many, and in batches. */
final class Enqueuing implements Measurement {

  @Override
  public void run(Lab lab, Plan plan, Figures figures) throws InterruptedException {
    double memory = lab.probe().memoryBytes();
    String one = measure(lab, plan, 1, "1", figures);
    double bytes = (lab.probe().memoryBytes() - memory) / plan.tasks();
    figures.put("memoryBytesPerTask", bytes);
    lab.discard(one);
    lab.discard(measure(lab, plan, plan.producers(), "" + plan.producers(), figures));
    lab.discard(measure(lab, plan, 0, "Batch", figures));
  }

  /** Enqueues from so many threads; with none of them, from one in batches. */
  private static String measure(Lab lab, Plan plan, int producers, String label, Figures figures)
      throws InterruptedException {
    String queue = lab.queue("enqueue");
    double cpu = lab.probe().cpuMicros();
    long nanos =
        producers == 0
            ? lab.fillInBatches(queue, plan.tasks(), plan, 1)
            : lab.fill(queue, plan.tasks(), plan, producers);
    double perTask = (lab.probe().cpuMicros() - cpu) / plan.tasks();
    double rate = plan.tasks() * 1e9 / nanos;
    figures.put("enqueuePerSecond" + label, rate);
    figures.put("redisCpuMicrosPerEnqueue" + label, perTask);
    lab.say("enqueue, %s: %.0f/s, Redis %.1f us a task".formatted(label, rate, perTask));
    return queue;
  }
}
