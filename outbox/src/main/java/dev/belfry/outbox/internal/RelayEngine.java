package dev.belfry.outbox.internal;

import dev.belfry.messaging.MessageProducer;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The threads of a relay: one for each kind that it relays, and one that looks after the table. */
public final class RelayEngine {
  private final RelaySettings settings;
  private final Wakeup wakeup;
  private final RelayMeters meters;
  private final Housekeeper housekeeper;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** An engine that relays nothing yet. */
  public RelayEngine(RelaySettings settings, Wakeup wakeup, RelayMeters meters) {
    this.settings = settings;
    this.wakeup = wakeup;
    this.meters = meters;
    this.housekeeper = new Housekeeper(settings, meters);
  }

  /** Relays tasks too; before the start. */
  public void tasks(TaskDestination destination, Duration guard) {
    add(Kind.TASK, new TaskSink(destination, guard, settings.clock()));
  }

  /** Relays messages too; before the start. */
  public void messages(MessageProducer producer) {
    add(Kind.MESSAGE, new MessageSink(producer));
  }

  private void add(Kind kind, Sink sink) {
    lanes.add(new Lane(kind, settings, sink, wakeup, meters));
  }

  /** Connects, and starts the threads. */
  public void start() {
    lanes.forEach(Lane::open);
    lanes.forEach(this::start);
    start(housekeeper);
  }

  private void start(Runnable work) {
    // Platform threads: drivers may hold a monitor while they wait for the database.
    threads.add(Thread.ofPlatform().daemon().name(settings.name()).start(work));
  }

  /** Begins no new round. */
  public void quiesce() {
    lanes.forEach(Lane::stopSoon);
    housekeeper.stopSoon();
  }

  /** Ends the threads; those that still hand over at the deadline are interrupted. */
  public void stop(Deadline deadline) throws InterruptedException {
    quiesce();
    for (Thread thread : threads) {
      if (!thread.join(deadline.remaining())) {
        thread.interrupt();
      }
    }
  }

  /** What has kept a lane from relaying anything for at least {@code time}. */
  public Optional<String> trouble(Duration time) {
    return lanes.stream().flatMap(lane -> lane.troubledFor(time).stream()).findFirst();
  }
}
