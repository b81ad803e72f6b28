package dev.belfry.looklook.mqueue.scheduler;

import dev.belfry.looklook.common.process.LooklookProcess;
import java.util.List;

/** The process that enqueues looklook's scheduled tasks. Several share the work. */
public final class MqueueScheduler {

  private MqueueScheduler() {}

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  /** The process. */
  public static LooklookProcess<MqueueSchedulerConf> process() {
    return new LooklookProcess<>(
        "mqueue-scheduler",
        MqueueSchedulerConf.class,
        MqueueSchedulerConf::service,
        (conf, telemetry) -> List.of(Schedules.of(conf)));
  }
}
