package dev.belfry.looklook.common.rpc;

import dev.belfry.looklook.order.rpc.orderGrpc;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.payment.rpc.paymentGrpc;
import dev.belfry.looklook.payment.rpc.paymentGrpc.paymentBlockingStub;
import dev.belfry.looklook.travel.rpc.travelGrpc;
import dev.belfry.looklook.travel.rpc.travelGrpc.travelBlockingStub;
import dev.belfry.looklook.usercenter.rpc.usercenterGrpc;
import dev.belfry.looklook.usercenter.rpc.usercenterGrpc.usercenterBlockingStub;
import io.opentelemetry.api.OpenTelemetry;

/** Clients of the RPC services that looklook has; spans of their calls go to what is given. */
public final class Peers {
  private Peers() {}

  public static RpcClient.Builder<orderBlockingStub> order(OpenTelemetry telemetry) {
    return RpcClient.builder("order", orderGrpc.getServiceDescriptor(), orderGrpc::newBlockingStub)
        .openTelemetry(telemetry);
  }

  public static RpcClient.Builder<paymentBlockingStub> payment(OpenTelemetry telemetry) {
    return RpcClient.builder(
            "payment", paymentGrpc.getServiceDescriptor(), paymentGrpc::newBlockingStub)
        .openTelemetry(telemetry);
  }

  public static RpcClient.Builder<travelBlockingStub> travel(OpenTelemetry telemetry) {
    return RpcClient.builder(
            "travel", travelGrpc.getServiceDescriptor(), travelGrpc::newBlockingStub)
        .openTelemetry(telemetry);
  }

  public static RpcClient.Builder<usercenterBlockingStub> usercenter(OpenTelemetry telemetry) {
    return RpcClient.builder(
            "usercenter", usercenterGrpc.getServiceDescriptor(), usercenterGrpc::newBlockingStub)
        .openTelemetry(telemetry);
  }
}
