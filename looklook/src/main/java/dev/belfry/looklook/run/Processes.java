package dev.belfry.looklook.run;

import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.mqueue.job.MqueueJob;
import dev.belfry.looklook.mqueue.scheduler.MqueueScheduler;
import dev.belfry.looklook.order.OrderRpc;
import dev.belfry.looklook.order.api.OrderApi;
import dev.belfry.looklook.ordermq.OrderMq;
import dev.belfry.looklook.payment.PaymentProcess;
import dev.belfry.looklook.travel.Travel;
import dev.belfry.looklook.usercenter.Usercenter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** All processes of looklook, in the order in which they find each other at once. */
final class Processes implements Iterable<String> {
  private static final List<LooklookProcess<?>> ALL =
      List.of(
          Usercenter.process(),
          Travel.process(),
          PaymentProcess.process(),
          OrderRpc.process(),
          OrderApi.process(),
          OrderMq.process(),
          MqueueJob.process(),
          MqueueScheduler.process());

  static Optional<LooklookProcess<?>> named(String name) {
    return ALL.stream().filter(process -> process.name().equals(name)).findFirst();
  }

  /** The names, for the usage of the command. */
  @Override
  public Iterator<String> iterator() {
    return ALL.stream().map(LooklookProcess::name).iterator();
  }
}
