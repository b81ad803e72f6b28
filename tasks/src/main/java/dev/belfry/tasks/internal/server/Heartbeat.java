package dev.belfry.tasks.internal.server;

import com.google.protobuf.ByteString;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.QueueOrder;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.loop.ProcessIdentity;
import dev.belfry.tasks.internal.redis.Extension;
import dev.belfry.tasks.internal.redis.Lease;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Extends the leases of everything held, and tells the world what this server runs. */
final class Heartbeat {
  /** A sixth of the lease, so that a few beats may fail; what Go's tools expect. */
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Even a stop without any time left waits for a beat to end, if Redis is there. */
  private static final Duration LAST_BEAT = Duration.ofMillis(500);

  private static final Duration TTL = INTERVAL.multipliedBy(2);

  /** Payloads are shown to people, who read no more. */
  private static final int MAX_SHOWN_PAYLOAD = 4096;

  /** Of all tasks that are new in one beat; those beyond are shown without their payload. */
  private static final int MAX_SHOWN_PAYLOADS = 256 * 1024;

  private final ServerContext context;
  private final ProcessIdentity identity;
  private final WorkerPool pool;
  private final Instant startedAt;
  private final Loop loop;
  private volatile String status = "active";

  /** What was told of each run that goes on; it is told once. For the loop. */
  private Map<Run, WorkerInfo> shown = Map.of();

  Heartbeat(ServerContext context, ProcessIdentity identity, WorkerPool pool) {
    this.context = context;
    this.identity = identity;
    this.pool = pool;
    this.startedAt = context.broker().now();
    this.loop = new Loop("heartbeat", context.contact(), this::beat);
  }

  void start() {
    loop.start();
  }

  /** Shows another status from now on: {@code stopped} or {@code closed}. */
  void status(String changed) {
    status = changed;
    loop.wake();
  }

  private Duration beat() {
    context.held().leasesByQueue().forEach(this::extend);
    shown = workers(pool.inProgress());
    context.broker().writeServerState(server(shown.size()), shown.values(), TTL);
    context.contact().succeeded();
    return INTERVAL;
  }

  private void extend(String queue, List<Lease> leases) {
    Extension extension = context.broker().extendLeases(queue, leases);
    context.held().extended(extension.extended());
    context.held().find(extension.cancelled()).forEach(run -> pool.cancel(run.taskId()));
    context.held().lost(extension.lost()).forEach(pool::leaseLost);
  }

  private ServerInfo server(int workers) {
    ServerSettings settings = context.settings();
    return new ServerInfo(
        identity.host(),
        identity.pid(),
        identity.serverId(),
        settings.concurrency(),
        settings.queues(),
        settings.order() == QueueOrder.STRICT ? ServerInfo.Order.STRICT : ServerInfo.Order.WEIGHTED,
        status,
        startedAt,
        workers);
  }

  private Map<Run, WorkerInfo> workers(List<Run> runs) {
    Map<Run, WorkerInfo> workers = new HashMap<>();
    int left = MAX_SHOWN_PAYLOADS;
    for (Run run : runs) {
      WorkerInfo told = shown.get(run);
      if (told == null) {
        told = worker(run, Math.min(left, MAX_SHOWN_PAYLOAD));
        left -= told.payload().size();
      }
      workers.put(run, told);
    }
    return workers;
  }

  private WorkerInfo worker(Run run, int most) {
    ByteString payload = run.message().payload();
    return new WorkerInfo(
        identity.host(),
        identity.pid(),
        identity.serverId(),
        run.taskId(),
        run.message().type(),
        payload.size() > most ? payload.substring(0, most) : payload,
        run.queue(),
        run.time().startedAt(),
        run.time().deadline());
  }

  /** The last duty to stop: leases are extended until all outcomes are written. */
  void stop(Deadline deadline) throws InterruptedException {
    // A beat that is under way would announce the server again after its farewell.
    boolean hurry = deadline.remaining().compareTo(LAST_BEAT) < 0;
    loop.stop(hurry ? Deadline.in(LAST_BEAT) : deadline);
    context.broker().clearServerState(server(0));
  }
}
