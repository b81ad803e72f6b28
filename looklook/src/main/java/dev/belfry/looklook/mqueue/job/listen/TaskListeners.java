package dev.belfry.looklook.mqueue.job.listen;

import dev.belfry.looklook.common.job.CloseOrder;
import dev.belfry.looklook.common.job.NotifyPaid;
import dev.belfry.looklook.common.job.SettleRecord;
import dev.belfry.looklook.mqueue.job.MqueueJobConf;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import java.util.List;

/** The task servers: one, with a handler for each type of task. */
final class TaskListeners {

  private TaskListeners() {}

  static List<Service> of(MqueueJobConf conf, Telemetry telemetry, Handlers handlers) {
    var mux =
        new TaskMux()
            .decide(CloseOrder.TYPE, CloseOrder.class, handlers.closeUnpaidOrder())
            .decide(NotifyPaid.TYPE, NotifyPaid.class, handlers.notifyPaidOrder())
            .handle(SettleRecord.TYPE, handlers.settleRecords());
    return List.of(
        TaskServer.builder(RedisTarget.of(conf.redis()))
            .concurrency(conf.concurrency())
            .queues(conf.servedQueues())
            .handler(mux)
            .meters(telemetry.meters())
            .openTelemetry(telemetry.openTelemetry())
            .build());
  }
}
