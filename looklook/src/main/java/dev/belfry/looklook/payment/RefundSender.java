package dev.belfry.looklook.payment;

import dev.belfry.looklook.payment.provider.PaymentProvider;
import dev.belfry.looklook.payment.provider.RefundRequest;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider for the refunds that are due, at once when one is recorded, and again at every
 * interval until the provider accepts it. A refund is asked for more than once if this process dies
 * in between: the provider knows it by its number. One virtual thread.
 */
final class RefundSender implements Service {

  /** Refunds are no hurry; this long passes before one that the provider refused is tried again. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final int BATCH = 100;

  private static final Logger log = LoggerFactory.getLogger(RefundSender.class);

  private final Refunds refunds;
  private final PaymentProvider provider;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;

  RefundSender(Refunds refunds, PaymentProvider provider) {
    this.refunds = refunds;
    this.provider = provider;
  }

  @Override
  public String name() {
    return "refund-sender";
  }

  @Override
  public void start() {
    running = true;
    refunds.onWake(wake::release);
    thread = Thread.ofVirtual().name(name()).start(this::run);
  }

  @Override
  public void quiesce() {
    running = false;
    wake.release();
  }

  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    quiesce();
    Thread current = thread;
    if (current != null && !current.join(deadline.remaining())) {
      current.interrupt();
    }
  }

  private void run() {
    while (running) {
      try {
        sendDue();
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("Refunds could not be read, trying again in {}", INTERVAL);
      }
      try {
        if (wake.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void sendDue() {
    long after = 0;
    while (running) {
      List<Refund> batch = refunds.due(after, BATCH);
      if (batch.isEmpty()) {
        return;
      }
      for (Refund refund : batch) {
        send(refund);
        after = refund.id();
      }
    }
  }

  /** One refund that fails, whatever the reason, does not hold up those behind it. */
  private void send(Refund refund) {
    String id;
    try {
      id =
          provider.refund(
              new RefundRequest(
                  refund.sn(), refund.paymentSn(), refund.amount(), refund.reason().name()));
    } catch (RuntimeException e) {
      refunds.failed(refund, String.valueOf(e.getMessage()));
      log.atWarn()
          .addKeyValue("orderSn", refund.orderSn())
          .addKeyValue("refundSn", refund.sn())
          .log("Refund not accepted, it stays due: {}", e.toString());
      return;
    }
    refunds.requested(refund, id);
    log.atInfo()
        .addKeyValue("orderSn", refund.orderSn())
        .addKeyValue("refundSn", refund.sn())
        .log("Refund asked for");
  }
}
