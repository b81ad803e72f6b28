package dev.belfry.service;

/**
 * A part of a process that runs in the background: a consumer, a task server, a listener.
 *
 * <p>A {@link ServiceGroup} calls the methods of one service from one thread at a time and in this
 * order: {@link #start}, {@link #quiesce}, {@link #stop}. Only {@link #health} may be called from
 * any thread at any time.
 */
public interface Service {

  /** The name used in logs, health reports and errors. Default: the simple class name. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Starts the service and returns as soon as it is ready for work.
   *
   * @throws Exception if the service cannot start; it has then released what it took, and the group
   *     stops the services that started before it
   */
  void start() throws Exception;

  /**
   * Takes no new work from now on, and returns at once. Work in hand goes on. A group calls this on
   * all its services before it stops the first one, so that all of them finish their work at the
   * same time.
   */
  default void quiesce() {}

  /**
   * Finishes or hands back the work in hand, and releases everything. Called after a successful
   * {@link #start} only.
   *
   * @param deadline when the process must end; a stop that is still running then is left behind
   * @throws Exception if something could not be released; the group logs it and goes on
   */
  void stop(Deadline deadline) throws Exception;

  /** Whether the service can do its work right now. Must return at once, without I/O. */
  default Health health() {
    return Health.up();
  }

  /**
   * A service made of two actions.
   *
   * @param name the name used in logs, health reports and errors
   * @param start see {@link #start}
   * @param stop see {@link #stop}
   */
  static Service of(String name, StartAction start, StopAction stop) {
    return new ActionService(name, start, stop);
  }

  /** What starts a service. */
  @FunctionalInterface
  interface StartAction {
    /** See {@link Service#start}. */
    void start() throws Exception;
  }

  /** What stops a service. */
  @FunctionalInterface
  interface StopAction {
    /** See {@link Service#stop}. */
    void stop(Deadline deadline) throws Exception;
  }
}
