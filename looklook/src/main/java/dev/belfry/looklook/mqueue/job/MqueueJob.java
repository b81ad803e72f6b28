package dev.belfry.looklook.mqueue.job;

import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.mqueue.job.listen.Handlers;
import dev.belfry.looklook.mqueue.job.listen.Listeners;
import dev.belfry.looklook.mqueue.job.mqs.message.SandboxMessenger;
import dev.belfry.looklook.order.rpc.orderGrpc;
import dev.belfry.looklook.usercenter.rpc.usercenterGrpc;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import java.util.ArrayList;
import java.util.List;

/** The process that runs looklook's tasks. */
public final class MqueueJob {

  private MqueueJob() {}

  /** Runs the process. */
  public static void main(String[] args) {
    new LooklookProcess<>(
            "mqueue-job", MqueueJobConf.class, MqueueJobConf::service, MqueueJob::services)
        .runAndExit(args);
  }

  /** The services of the process, in the order of their start. */
  static List<Service> services(MqueueJobConf conf, Telemetry telemetry) {
    var orders =
        RpcClient.builder("order", orderGrpc.getServiceDescriptor(), orderGrpc::newBlockingStub)
            .openTelemetry(telemetry.openTelemetry())
            .to(conf.orderRpcConf());
    var users =
        RpcClient.builder(
                "usercenter",
                usercenterGrpc.getServiceDescriptor(),
                usercenterGrpc::newBlockingStub)
            .openTelemetry(telemetry.openTelemetry())
            .to(conf.usercenterRpcConf());
    List<Service> services = new ArrayList<>(List.of(orders, users));
    services.addAll(
        Listeners.of(conf, telemetry, Handlers.with(orders, users, new SandboxMessenger())));
    return services;
  }
}
