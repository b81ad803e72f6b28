package dev.belfry.looklook.ordermq.listen;

import dev.belfry.kafka.KafkaQueue;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.ordermq.OrderMqConf;
import dev.belfry.looklook.ordermq.mqs.kafka.PaymentUpdateStatus;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import java.util.List;

/** The Kafka consumers, one for each topic of the configuration. */
final class KafkaListeners {

  private KafkaListeners() {}

  static List<Service> of(
      OrderMqConf conf, Telemetry telemetry, RpcClient<orderBlockingStub> orders) {
    var paymentUpdateStatus = new PaymentUpdateStatus(orders);
    return List.of(
        KafkaQueue.builder(
                conf.paymentUpdateStatusConf(),
                MessageHandler.deciding(PaymentUpdate.class, paymentUpdateStatus::handle))
            // Money: as long as the order service does not answer, nothing else is to be done.
            .retries(RetryPlan.exponential().maxAttempts(Integer.MAX_VALUE).build())
            .meters(telemetry.meters())
            .openTelemetry(telemetry.openTelemetry())
            .build());
  }
}
