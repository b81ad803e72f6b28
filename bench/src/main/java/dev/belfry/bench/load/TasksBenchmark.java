package dev.belfry.bench.load;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Measures the task engine on one Redis, once or several times. For one thread. */
public final class TasksBenchmark implements AutoCloseable {
  private final Lab lab;
  private final Plan plan;
  private final @Nullable Sender sender;

  private TasksBenchmark(Lab lab, Plan plan, @Nullable Sender sender) {
    this.lab = lab;
    this.plan = plan;
    this.sender = sender;
  }

  /**
   * Connects and warms up.
   *
   * @param target one server, since CPU, memory and clock are those of one
   * @param sender the program that enqueues the tasks for an idle server; null is this process
   * @param progress where to tell people what is going on
   * @throws IllegalArgumentException if the target is a group of servers
   * @throws TaskStoreException if Redis cannot be reached
   */
  public static TasksBenchmark open(
      RedisTarget target, Plan plan, @Nullable Path sender, PrintWriter progress)
      throws InterruptedException {
    if (target.kind() == RedisTarget.Kind.CLUSTER || target.kind() == RedisTarget.Kind.SENTINEL) {
      throw new IllegalArgumentException(
          "this measures one server with its CPU, memory and clock, not " + target.address());
    }
    var benchmark =
        new TasksBenchmark(
            new Lab(target, progress), plan, sender == null ? null : new Sender(sender, target));
    try {
      benchmark.warmUp();
      return benchmark;
    } catch (InterruptedException | RuntimeException e) {
      benchmark.close();
      throw e;
    }
  }

  /**
   * Measures those subjects in their order.
   *
   * @throws TaskStoreException if Redis cannot be reached
   */
  public Figures measure(Collection<Subject> subjects) throws InterruptedException {
    Figures figures = new Figures();
    var server = lab.probe().info("server");
    figures.put("engine", "belfry");
    figures.put("machine", Environment.machine());
    figures.put("runtime", Environment.runtime());
    figures.put("redis", server.getOrDefault("redis_version", "unknown"));
    figures.put("plan", plan);
    figures.add("lost", 0);
    figures.add("duplicated", 0);
    for (Subject subject : subjects) {
      measurement(subject).run(lab, plan, figures);
    }
    return figures;
  }

  @Override
  public void close() {
    lab.close();
  }

  private Measurement measurement(Subject subject) {
    return switch (subject) {
      case ENQUEUE -> new Enqueuing();
      case DRAIN -> new Draining();
      case PICKUP -> sender == null ? new Pickup() : new ForeignPickup(sender);
      case DELAYED -> new Delayed();
      case IDLE -> new Idle();
      case SIZES -> new Sizes();
      case INFLIGHT -> new InFlight();
    };
  }

  /** Runs the same code until the JVM has compiled it. */
  private void warmUp() throws InterruptedException {
    if (plan.warmUp() > 0) {
      Plan warmUp = plan.withTasks(plan.warmUp());
      lab.say("warming up with %d tasks ...".formatted(warmUp.tasks()));
      String queue = lab.queue("warmup");
      lab.fill(queue, warmUp.tasks(), warmUp, 1);
      Draining.drain(lab, queue, warmUp);
      lab.fill(queue, warmUp.tasks(), warmUp, plan.producers());
      Draining.drain(lab, queue, warmUp);
      lab.fillInBatches(queue, warmUp.tasks(), warmUp, 1);
      Draining.drain(lab, queue, warmUp);
      lab.discard(queue);
    }
  }
}
