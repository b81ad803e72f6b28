package dev.belfry.looklook.mqueue.job.listen;

import dev.belfry.looklook.mqueue.job.MqueueJobConf;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import java.util.List;

/** All that mqueue-job listens to, of every kind. */
public final class Listeners {

  private Listeners() {}

  /** The listeners, with a handler for each type of task. */
  public static List<Service> of(MqueueJobConf conf, Telemetry telemetry, Handlers handlers) {
    return List.copyOf(TaskListeners.of(conf, telemetry, handlers));
  }
}
