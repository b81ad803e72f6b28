package dev.belfry.looklook.mqueue.job;

import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.mqueue.job.listen.Handlers;
import dev.belfry.looklook.mqueue.job.listen.Listeners;
import dev.belfry.looklook.mqueue.job.mqs.message.SandboxMessenger;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import java.util.ArrayList;
import java.util.List;

/** The process that runs looklook's tasks. */
public final class MqueueJob {

  private MqueueJob() {}

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  /** The process. */
  public static LooklookProcess<MqueueJobConf> process() {
    return new LooklookProcess<>(
        "mqueue-job", MqueueJobConf.class, MqueueJobConf::service, MqueueJob::services);
  }

  /** The services of the process, in the order of their start. */
  static List<Service> services(MqueueJobConf conf, Telemetry telemetry) {
    var orders = Peers.order(telemetry.openTelemetry()).to(conf.orderRpcConf());
    var users = Peers.usercenter(telemetry.openTelemetry()).to(conf.usercenterRpcConf());
    List<Service> services = new ArrayList<>(List.of(orders, users));
    services.addAll(
        Listeners.of(conf, telemetry, Handlers.with(orders, users, new SandboxMessenger())));
    return services;
  }
}
