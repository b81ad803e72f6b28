package dev.belfry.beanstalkd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.belfry.beanstalkd.internal.DelayedBody;
import dev.belfry.beanstalkd.internal.JobIds;
import dev.belfry.beanstalkd.internal.NodeClient;
import dev.belfry.beanstalkd.internal.Replication;
import dev.belfry.beanstalkd.internal.Revocations;
import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.MessagingException;
import dev.belfry.messaging.ProcessedStore;
import dev.belfry.messaging.spi.Sending;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends jobs that run later. Each is written to three of the servers, or to both if there are two,
 * and counts as sent when two have it: losing any one server loses nothing. A {@link
 * BeanstalkQueue} runs it once.
 *
 * <p>Bodies and tubes are those of go-queue's dq, so Go and Java producers and consumers can share
 * them. A job is never early by this machine's clock; servers count whole seconds, so it is up to
 * one second late. Thread-safe.
 */
public final class BeanstalkProducer implements Service {
  /** Two of three, as in dq: one server may be lost. */
  public static final int ENOUGH_COPIES = 2;

  private final String name;
  private final List<NodeClient> nodes;
  private final Replication replication;
  private final @Nullable Revocations revocations;
  private final MeterRegistry meters;
  private final OpenTelemetry telemetry;
  private final Clock clock;
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

  private BeanstalkProducer(Builder builder) {
    name = builder.name;
    nodes = builder.nodes.stream().map(NodeClient::new).toList();
    replication = new Replication(nodes, ENOUGH_COPIES);
    var store = builder.store;
    revocations = store == null ? null : new Revocations(replication, store);
    meters = builder.meters;
    telemetry = builder.telemetry;
    clock = Clock.systemUTC();
  }

  /**
   * Starts the settings of a producer.
   *
   * @throws IllegalArgumentException if there are fewer than two nodes, or two on one server
   */
  public static Builder builder(Collection<BeanstalkNode> nodes) {
    return new Builder(nodes);
  }

  @Override
  public String name() {
    return name;
  }

  /** Connections are made when they are needed: servers may be away at the start. */
  @Override
  public void start() {}

  @Override
  public void stop(Deadline deadline) {
    nodes.forEach(NodeClient::close);
  }

  /**
   * Sends a job that is due at {@code due}; one in the past is due now. Two jobs with the same
   * content and the same moment are one job, and run once.
   *
   * @return the ids of its copies, for {@link #revoke}
   * @throws MessageNotSentException if fewer than two servers have it
   * @throws IllegalArgumentException if dq cannot tell that moment: before 1678, after 2261
   */
  public String at(Instant due, byte[] content) {
    var body = new DelayedBody(due, content).bytes();
    var wait = Duration.between(clock.instant(), due);
    // Upwards: a server counts whole seconds, and a job is never early.
    var seconds = wait.isNegative() ? 0 : wait.plusNanos(999_999_999).toSeconds();
    var sending = Sending.begin("beanstalkd", nodes.getFirst().node().tube(), meters, telemetry);
    try {
      var ids = replication.put(body, seconds);
      sending.sent();
      return JobIds.join(ids);
    } catch (RuntimeException e) {
      sending.failed(e);
      throw e;
    }
  }

  /** As {@link #at(Instant, byte[])}, with a text. */
  public String at(Instant due, String content) {
    return at(due, content.getBytes(UTF_8));
  }

  /**
   * Sends a job that is due after {@code delay}; a negative one means now. Jobs with the same
   * content are different jobs.
   *
   * @return the ids of its copies, for {@link #revoke}
   * @throws MessageNotSentException if fewer than two servers have it
   */
  public String delay(Duration delay, byte[] content) {
    return at(now().plus(delay), content);
  }

  /** As {@link #delay(Duration, byte[])}, with a text. */
  public String delay(Duration delay, String content) {
    return delay(delay, content.getBytes(UTF_8));
  }

  /**
   * Takes a job back. A copy that runs, or that has run, is not there any more.
   *
   * <p>With a {@link Builder#store} the job is marked there as done: it does not run, be there
   * copies on servers that are away, or copies that nobody knows of because the answer to their
   * sending was lost. While it runs, nothing is taken back. Without a store such copies still run.
   *
   * @param ids what {@link #at} or {@link #delay} returned
   * @return how many copies were taken back; 0 means that the job runs or has run
   * @throws BeanstalkException if a server that has a copy cannot be reached: the job may still run
   * @throws MessagingException if the store cannot be reached: nothing was taken back
   */
  public int revoke(String ids) {
    return revocations == null ? replication.delete(ids) : revocations.revoke(ids);
  }

  /** A moment that this producer has not had before, so that equal contents are different jobs. */
  private Instant now() {
    var now = clock.instant();
    return last.updateAndGet(before -> now.isAfter(before) ? now : before.plusNanos(1));
  }

  /** Settings of a {@link BeanstalkProducer}. Not thread-safe. */
  public static final class Builder {
    private final List<BeanstalkNode> nodes;
    private String name;
    private @Nullable ProcessedStore store;
    private MeterRegistry meters = new CompositeMeterRegistry();
    private OpenTelemetry telemetry = OpenTelemetry.noop();

    private Builder(Collection<BeanstalkNode> nodes) {
      this.nodes = BeanstalkNode.checked(nodes, ENOUGH_COPIES);
      this.name = this.nodes.stream().map(BeanstalkNode::tube).distinct().collect(joining(","));
    }

    /** The name in logs and health reports. Default: the tube. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /**
     * Where the consumers of these jobs agree on who runs them, the same store as their queue's. It
     * makes {@link #revoke} sure, and costs it a step more. Default: none.
     */
    public Builder store(ProcessedStore store) {
      this.store = store;
      return this;
    }

    /** Where the timer {@value Sending#TIMER} is kept. Default: nowhere. */
    public Builder meters(MeterRegistry meters) {
      this.meters = meters;
      return this;
    }

    /** Records spans. The bodies of dq have no room for headers. Default: records none. */
    public Builder openTelemetry(OpenTelemetry telemetry) {
      this.telemetry = telemetry;
      return this;
    }

    public BeanstalkProducer build() {
      return new BeanstalkProducer(this);
    }
  }
}
