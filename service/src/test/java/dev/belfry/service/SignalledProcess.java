package dev.belfry.service;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The process that {@link SignalTest} starts and sends signals to. */
final class SignalledProcess {
  private SignalledProcess() {}

  /** Runs the scenario that the argument names. */
  public static void main(String[] args) {
    Service first = service("first", deadline -> {});
    switch (args[0]) {
      case "orderly" -> ServiceGroup.of(first, service("second", deadline -> {})).run();
      case "quiet" -> ServiceGroup.of(first, new Quiet("second")).run();
      case "quiet-during-start" ->
          ServiceGroup.of(
                  new Quiet("first"),
                  Service.of("second", SignalledProcess::waitForInput, deadline -> {}))
              .run();
      case "hanging-stop" ->
          ServiceGroup.builder()
              .add(first)
              .add(service("second", deadline -> hang()))
              .stopTimeout(Duration.ofMillis(800))
              .build()
              .run();
      case "slow-stop" -> ServiceGroup.of(first, service("second", deadline -> hang())).run();
      case "failing-start" ->
          ServiceGroup.of(
                  first,
                  Service.of(
                      "second",
                      () -> {
                        throw new IllegalStateException("no broker");
                      },
                      deadline -> {}))
              .run();
      case "leftover-thread" -> {
        ServiceGroup.of(first).run();
        Thread.ofPlatform().daemon(false).name("leftover").start(SignalledProcess::hangQuietly);
      }
      case "hanging-start" ->
          ServiceGroup.of(first, Service.of("second", SignalledProcess::hang, deadline -> {}))
              .run();
      default -> throw new IllegalArgumentException(args[0]);
    }
    say("returned");
  }

  /** Says when it is told to take no new work. */
  private record Quiet(String name) implements Service {
    @Override
    public void start() {
      say("started " + name);
    }

    @Override
    public void quiesce() {
      say("quiet " + name);
    }

    @Override
    public void stop(Deadline deadline) {
      say("stopping " + name);
    }
  }

  private static void waitForInput() throws IOException {
    say("waiting");
    int unused = System.in.read();
  }

  private static Service service(String name, Service.StopAction onStop) {
    return Service.of(
        name,
        () -> say("started " + name),
        deadline -> {
          say("stopping " + name);
          onStop.stop(deadline);
        });
  }

  private static void hang() throws InterruptedException {
    say("hanging");
    new CountDownLatch(1).await();
  }

  private static void hangQuietly() {
    try {
      hang();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String line) {
    System.out.println("> " + line);
  }
}
