package dev.belfry.looklook.acceptance;

import dev.belfry.looklook.mqueue.job.MqueueJob;
import dev.belfry.looklook.mqueue.scheduler.MqueueScheduler;
import dev.belfry.looklook.order.OrderRpc;
import dev.belfry.looklook.order.api.OrderApi;
import dev.belfry.looklook.ordermq.OrderMq;
import dev.belfry.looklook.payment.PaymentProcess;
import dev.belfry.looklook.travel.Travel;
import dev.belfry.looklook.usercenter.Usercenter;
import java.util.Locale;

/** The programs of looklook, each with its file in {@code etc}. */
enum Program {
  TRAVEL(Travel.class),
  USERCENTER(Usercenter.class),
  PAYMENT(PaymentProcess.class),
  ORDER_RPC(OrderRpc.class),
  ORDER_API(OrderApi.class),
  ORDER_MQ(OrderMq.class),
  MQUEUE_JOB(MqueueJob.class),
  MQUEUE_SCHEDULER(MqueueScheduler.class);

  private final Class<?> main;

  Program(Class<?> main) {
    this.main = main;
  }

  Class<?> main() {
    return main;
  }

  /** The name of the process, as its file has it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String file() {
    return "etc/" + title() + ".yaml";
  }
}
