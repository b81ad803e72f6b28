package dev.belfry.looklook.mqueue.job.mqs.message;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes notices to the log, for want of a contract with a provider, and remembers the latest.
 * Thread-safe.
 */
public final class SandboxMessenger implements Messenger {
  private static final Logger log = LoggerFactory.getLogger(SandboxMessenger.class);

  /** Enough for a demo and its tests, and a bound for a process that runs for months. */
  private static final int REMEMBERED = 10_000;

  private final Queue<Notice> sent = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  @Override
  public void send(String openId, Notice notice) {
    log.atInfo()
        .addKeyValue("to", openId)
        .addKeyValue("template", notice.template())
        .log("notice {}", notice.fields());
    sent.add(notice);
    if (size.incrementAndGet() > REMEMBERED) {
      sent.remove();
      size.decrementAndGet();
    }
  }

  /** How many of the remembered notices are about this order. */
  public long sentAbout(String orderSn) {
    return sent.stream().filter(notice -> notice.about().equals(orderSn)).count();
  }
}
