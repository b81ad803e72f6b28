package dev.belfry.bench.load;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Measures the task engine on one Redis. */
public final class TasksBenchmark {
  private final RedisTarget target;
  private final Plan plan;
  private final @Nullable Sender sender;

  /**
   * A benchmark.
   *
   * @param target one server, since CPU, memory and clock are those of one
   * @param sender the program that enqueues the tasks for an idle server; null is this process
   * @throws IllegalArgumentException if the target is a group of servers
   */
  public TasksBenchmark(RedisTarget target, Plan plan, @Nullable Path sender) {
    if (target.kind() == RedisTarget.Kind.CLUSTER || target.kind() == RedisTarget.Kind.SENTINEL) {
      throw new IllegalArgumentException(
          "this measures one server with its CPU, memory and clock, not " + target.address());
    }
    this.target = target;
    this.plan = plan;
    this.sender = sender == null ? null : new Sender(sender, target);
  }

  /**
   * Measures those subjects in their order, after a warm-up.
   *
   * @param progress where to tell people what is going on
   * @throws TaskStoreException if Redis cannot be reached
   */
  public Figures run(Collection<Subject> subjects, PrintWriter progress)
      throws InterruptedException {
    Figures figures = new Figures();
    try (var lab = new Lab(target, progress)) {
      var server = lab.probe().info("server");
      figures.put("engine", "belfry");
      figures.put("machine", Environment.machine());
      figures.put("runtime", Environment.runtime());
      figures.put("redis", server.getOrDefault("redis_version", "unknown"));
      figures.put("plan", plan);
      figures.add("lost", 0);
      figures.add("duplicated", 0);
      warmUp(lab);
      for (Subject subject : subjects) {
        measurement(subject).run(lab, plan, figures);
      }
    }
    return figures;
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
  private void warmUp(Lab lab) throws InterruptedException {
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
