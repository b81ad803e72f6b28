package dev.belfry.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts services together and stops them together. A group lives once: new, started, stopped.
 *
 * <p><b>Start.</b> Services start one after another in the order added, each ready before the next
 * begins. If one throws or is not ready in time, those already started are stopped and the start
 * fails with the name of the culprit.
 *
 * <p><b>Stop.</b> First every service is told to {@linkplain Service#quiesce take no new work},
 * then each is {@linkplain Service#stop stopped}, one after another, both in reverse order. All
 * share one deadline. A service that throws is logged; one that hangs is left behind with a log of
 * where it hangs, early enough that a little time remains for each of the others.
 *
 * <p><b>Run.</b> {@link #run} is the whole life of a process: start, wait for SIGTERM or SIGINT,
 * stop, return. A second signal ends the process at once. SIGTSTP, on systems that have it,
 * {@linkplain #quiesce quiesces} the group: the process finishes its work and stays, idle, until
 * SIGTERM. When the process's main thread is the one that ran the group, threads that services
 * leave behind cannot keep the process alive after it: it ends with status 0 if the stop was
 * orderly, else with 1.
 *
 * <p><b>Threads.</b> Thread-safe. The thread that calls {@link #start} or {@link #run} decides what
 * starts; the first to call {@link #stop} decides what stops; all later ones wait for it. Every
 * call of a service's start, quiesce and stop has a daemon thread of its own, one at a time. {@link
 * #health} calls the services on the caller's thread. A service must not call {@link #stop} from
 * within its own start or stop, since that would wait for itself; {@link #requestStop} is for that.
 */
public final class ServiceGroup implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServiceGroup.class);

  /** Twice the time that a handler of ordinary length needs, and well below Kubernetes' 30 s. */
  public static final Duration DEFAULT_STOP_TIMEOUT = Duration.ofSeconds(10);

  /** A broker or database that starts together with the process may take its time. */
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

  private enum State {
    NEW,
    STARTING,
    RUNNING,
    STOPPING,
    STOPPED
  }

  private final List<Member> members;
  private final Duration stopTimeout;
  private final ServiceStarter starter;
  private final CompletableFuture<@Nullable Void> stopRequested = new CompletableFuture<>();

  /**
   * Guards {@link #state}, {@link #leftBehind} and {@link #quiesceRequested}; never held while a
   * service is called.
   */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition stopped = lock.newCondition();
  private final ServiceQuiescer quiescer = new ServiceQuiescer();
  private boolean quiesceRequested;
  private State state = State.NEW;
  private List<String> leftBehind = List.of();

  private ServiceGroup(List<Member> members, Duration startTimeout, Duration stopTimeout) {
    this.members = List.copyOf(members);
    this.stopTimeout = stopTimeout;
    this.starter = new ServiceStarter(startTimeout, stopRequested);
  }

  /** A group of these services with the default times. */
  public static ServiceGroup of(Service... services) {
    return builder().addAll(List.of(services)).build();
  }

  /** A group to be put together. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Runs the process: starts all services, waits for SIGTERM, SIGINT or {@link #requestStop}, stops
   * all and returns. An interrupt of the calling thread counts as a request to stop.
   *
   * @throws ServiceStartException if a service could not start; left uncaught, the process ends
   *     with status 1
   * @throws ServiceStopException if a service was left behind; left uncaught, likewise
   * @throws IllegalStateException if this group was started before, or another group of this
   *     process is in run()
   */
  public void run() {
    int status = 1;
    try (var signals = SignalOwner.take(this)) {
      bringUp();
      awaitStopOrInterrupt();
      List<String> left = leftBehind();
      if (!left.isEmpty()) {
        throw new ServiceStopException(left);
      }
      status = 0;
    } finally {
      ExitWatchdog.watch(status);
    }
  }

  /**
   * Starts all services and returns when all are ready.
   *
   * @throws ServiceStartException if a service could not start, or the group was stopped meanwhile
   * @throws IllegalStateException if the group was started or stopped before
   */
  public void start() {
    if (!bringUp()) {
      throw new ServiceStartException(
          members.get(starter.started().size() % members.size()).name(),
          "was not started, because the group was stopped",
          null);
    }
  }

  /** Returns false if a stop was requested meanwhile; everything is stopped then. */
  private boolean bringUp() {
    lock.lock();
    try {
      if (state != State.NEW) {
        throw new IllegalStateException("a ServiceGroup starts once, and this one is " + state);
      }
      state = State.STARTING;
    } finally {
      lock.unlock();
    }
    ServiceStartException failure = starter.startAll(members);
    if (failure == null && enterRunning()) {
      log.info("all {} services are up", members.size());
      quiesceIfRequested();
      return true;
    }
    tearDown();
    if (failure != null) {
      throw failure;
    }
    return false;
  }

  private boolean enterRunning() {
    lock.lock();
    try {
      state = stopRequested.isDone() ? State.STOPPING : State.RUNNING;
      return state == State.RUNNING;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops all services and returns when the stop is over, at the latest when the stop timeout has
   * passed. Harmless when called again: later callers wait for the first. Never throws; {@link
   * #leftBehind} tells what did not stop.
   */
  public void stop() {
    boolean mine = false;
    lock.lock();
    try {
      stopRequested.complete(null);
      if (state == State.NEW) {
        state = State.STOPPED;
        stopped.signalAll();
      } else if (state == State.RUNNING) {
        state = State.STOPPING;
        mine = true;
      }
    } finally {
      lock.unlock();
    }
    if (mine) {
      tearDown();
    }
    awaitStopped();
  }

  /** The same as {@link #stop}. */
  @Override
  public void close() {
    stop();
  }

  /** Asks for a stop and returns at once. May be called from anywhere, also from a service. */
  public void requestStop() {
    stopRequested.complete(null);
    // Not a daemon: the process must not end before its services have.
    Thread.ofPlatform().name("belfry-stop").start(this::stop);
  }

  /**
   * Tells every service to {@linkplain Service#quiesce take no new work}, in reverse order, and
   * returns when all were told. Work in hand goes on, and the group stays up until it is stopped.
   * During a start it is done at the end of the start. Harmless when called again, and once a stop
   * has begun.
   */
  public void quiesce() {
    lock.lock();
    try {
      quiesceRequested = true;
    } finally {
      lock.unlock();
    }
    quiesceIfRequested();
  }

  private void quiesceIfRequested() {
    boolean due;
    lock.lock();
    try {
      due = quiesceRequested && state == State.RUNNING;
    } finally {
      lock.unlock();
    }
    if (due) {
      quiescer.quiesce(starter.started(), Deadline.in(stopTimeout));
    }
  }

  /** Waits until the group has stopped, whoever stops it. */
  public void awaitStop() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state != State.STOPPED) {
        stopped.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The services that did not start or stop in time; empty before the stop is over. */
  public List<String> leftBehind() {
    lock.lock();
    try {
      return leftBehind;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The health of each service by name, in the order of the starts. A service that has not started
   * yet is down, and all are while the group stops. Two services with the same name are told apart
   * by a number.
   */
  public Map<String, Health> health() {
    Map<String, Health> health = new LinkedHashMap<>();
    boolean stopping = stopRequested.isDone();
    for (Member member : members) {
      Health each;
      if (stopping) {
        each = Health.down("stopping");
      } else if (!starter.started().contains(member)) {
        each = Health.down("not started yet");
      } else {
        each = member.health();
      }
      health.put(member.name(), each);
    }
    return health;
  }

  private void tearDown() {
    stopRequested.complete(null);
    List<String> left = new ArrayList<>(starter.leftBehind());
    left.addAll(new ServiceStopper(List.copyOf(starter.started()), stopTimeout).stopAll(quiescer));
    lock.lock();
    try {
      leftBehind = List.copyOf(left);
      state = State.STOPPED;
      stopped.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitStopped() {
    lock.lock();
    try {
      while (state != State.STOPPED) {
        stopped.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitStopOrInterrupt() {
    try {
      awaitStop();
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    }
  }

  /** Puts a group together. Not thread-safe. */
  public static final class Builder {
    private final List<Member> members = new ArrayList<>();
    private final Set<Service> services = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> names = new HashSet<>();
    private @Nullable Telemetry telemetry;
    private Duration startTimeout = DEFAULT_START_TIMEOUT;
    private Duration stopTimeout = DEFAULT_STOP_TIMEOUT;

    private Builder() {}

    /**
     * Adds a service; it starts after those added before and stops before them.
     *
     * @throws IllegalArgumentException if the same service was added before
     */
    public Builder add(Service service) {
      if (!services.add(service)) {
        throw new IllegalArgumentException(
            "service \"" + service.name() + "\" was added twice, it can start only once");
      }
      String name = service.name();
      for (int n = 2; !names.add(name); n++) {
        name = service.name() + "-" + n;
      }
      members.add(new Member(name, service));
      return this;
    }

    /** Adds services in their order. */
    public Builder addAll(Collection<? extends Service> services) {
      services.forEach(this::add);
      return this;
    }

    /**
     * Serves the metrics of the process and the health of this group on the configured ports. They
     * open before the first service starts and close after the last one has stopped.
     */
    public Builder telemetry(Telemetry telemetry) {
      this.telemetry = telemetry;
      return this;
    }

    /** How long the start of one service may take. Default: {@link #DEFAULT_START_TIMEOUT}. */
    public Builder startTimeout(Duration timeout) {
      startTimeout = positive(timeout, "startTimeout");
      return this;
    }

    /** How long the stop of all may take together. Default: {@link #DEFAULT_STOP_TIMEOUT}. */
    public Builder stopTimeout(Duration timeout) {
      stopTimeout = positive(timeout, "stopTimeout");
      return this;
    }

    private static Duration positive(Duration timeout, String what) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException(what + " must be more than 0, not " + timeout);
      }
      return timeout;
    }

    /**
     * The group.
     *
     * @throws IllegalArgumentException if no service was added
     */
    public ServiceGroup build() {
      if (members.isEmpty()) {
        throw new IllegalArgumentException("a ServiceGroup needs at least one service");
      }
      var group = new AtomicReference<@Nullable ServiceGroup>();
      List<Member> all = new ArrayList<>(members);
      if (telemetry != null) {
        Service endpoints = telemetry.endpoints(() -> healthOf(group.get()));
        String name = endpoints.name();
        all.addFirst(new Member(names.contains(name) ? name + "-of-group" : name, endpoints));
      }
      var built = new ServiceGroup(all, startTimeout, stopTimeout);
      group.set(built);
      return built;
    }

    private static Map<String, Health> healthOf(@Nullable ServiceGroup group) {
      return group == null ? Map.of() : group.health();
    }
  }
}
