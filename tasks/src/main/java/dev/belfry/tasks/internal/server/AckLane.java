package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Backoff;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.loop.RedisContact;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.Refusal;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the outcomes of one queue, on a platform thread of its own, for the reason of {@link
 * Loop}. While one script call is under way, outcomes gather, and the next call takes them all:
 * under load the batches grow by themselves, and a single outcome never waits for company.
 */
final class AckLane {
  private static final Logger log = LoggerFactory.getLogger(AckLane.class);

  /** Bounds how long one script keeps Redis busy. */
  static final int MAX_BATCH = 100;

  /** An outcome that Redis refuses for its own sake is given up after this many times. */
  private static final int MAX_REFUSALS = 3;

  private sealed interface Item {}

  private record Entry(Run run, Ack ack) implements Item {}

  private record End() implements Item {}

  private final String queue;
  private final TaskBroker broker;
  private final HeldRuns held;
  private final RedisContact contact;
  private final AtomicInteger pending;
  private final LinkedBlockingQueue<Item> inbox = new LinkedBlockingQueue<>();
  private final Thread thread;

  AckLane(String queue, ServerContext context, AtomicInteger pending) {
    this.queue = queue;
    this.broker = context.broker();
    this.held = context.held();
    this.contact = context.contact();
    this.pending = pending;
    this.thread = Thread.ofPlatform().daemon().name("acknowledger-" + queue).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  void submit(Run run, Ack ack) {
    pending.incrementAndGet();
    inbox.add(new Entry(run, ack));
  }

  /** Writes what was submitted before, as far as the deadline allows. */
  void stop(Deadline deadline) throws InterruptedException {
    inbox.add(new End());
    if (thread.getState() != Thread.State.NEW && !thread.join(deadline.remaining())) {
      thread.interrupt();
    }
  }

  private void work() {
    try {
      while (true) {
        List<Entry> batch = take();
        if (batch.isEmpty()) {
          return;
        }
        write(batch);
      }
    } catch (InterruptedException e) {
      log.warn(
          "the acknowledger of queue {} stops with {} outcomes unwritten", queue, pending.get());
    }
  }

  /** Waits for an outcome and takes what has gathered behind it; nothing at the end. */
  private List<Entry> take() throws InterruptedException {
    List<Entry> batch = new ArrayList<>();
    Item item = inbox.take();
    while (item instanceof Entry entry) {
      batch.add(entry);
      if (batch.size() == MAX_BATCH || !(inbox.peek() instanceof Entry)) {
        return batch;
      }
      item = inbox.take();
    }
    return batch;
  }

  /**
   * Tries until Redis has judged each outcome. An outage may last: the leases are extended as soon
   * as Redis is back, and if others took a task in the meantime, its outcome is refused as lost.
   */
  private void write(List<Entry> batch) throws InterruptedException {
    Backoff backoff = new Backoff();
    for (int refusals = 0; ; ) {
      try {
        List<Ack.Result> results =
            broker.acknowledge(queue, batch.stream().map(Entry::ack).toList());
        contact.succeeded();
        for (int i = 0; i < batch.size(); i++) {
          settled(batch.get(i), results.get(i));
        }
        return;
      } catch (RuntimeException e) {
        contact.failed("acknowledging in queue " + queue, e);
        if (Refusal.isForGood(e) && isLastTry(batch, ++refusals, e)) {
          return;
        }
      }
      Thread.sleep(backoff.next());
    }
  }

  /** One bad outcome must not take others with it: they are written one by one. */
  private boolean isLastTry(List<Entry> batch, int refusals, RuntimeException failure)
      throws InterruptedException {
    if (batch.size() > 1) {
      for (Entry entry : batch) {
        write(List.of(entry));
      }
      return true;
    }
    if (refusals < MAX_REFUSALS) {
      return false;
    }
    Entry entry = batch.getFirst();
    pending.decrementAndGet();
    held.remove(entry.run());
    log.error(
        "the outcome of {} cannot be written; it will run again when its lease is over",
        entry.run(),
        failure);
    return true;
  }

  private void settled(Entry entry, Ack.Result result) {
    pending.decrementAndGet();
    held.remove(entry.run());
    if (result == Ack.Result.LOST) {
      log.warn(
          "the outcome of {} is void, since its lease had ended and somebody else runs it or ran"
              + " it; or it was written already, its reply was lost, and the task has moved on",
          entry.run());
    }
  }
}
