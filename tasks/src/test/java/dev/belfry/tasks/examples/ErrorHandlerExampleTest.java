package dev.belfry.tasks.examples;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Says what counts as a failure and who is told of it, as docs/tasks.md shows. */
class ErrorHandlerExampleTest extends OnRedis {

  // snippet
  static final class Throttled extends Exception {
    private static final long serialVersionUID = 1;
  }

  interface Mailer {
    void send(String address) throws Throttled;
  }

  TaskServer server(RedisTarget redis, Mailer mailer) {
    var mux = new TaskMux().handle("email:send", String.class, this::send);
    return TaskServer.builder(redis)
        .handler(mux)
        .attribute(Mailer.class, mailer)
        .isFailure(error -> !(error instanceof Throttled)) // it burns no retry
        .retryDelay(RetryDelay.fixed(ofSeconds(60)))
        .errorHandler(this::failed)
        .build();
  }

  void send(String address, TaskContext context) throws Throttled {
    context.attribute(Mailer.class).send(address);
  }

  void failed(Task task, TaskContext context, Throwable failure) {
    boolean last = context.retried() >= context.maxRetry();
    report(task.type() + (last ? " is given up: " : " is tried again: ") + failure.getMessage());
  }

  // end

  private final List<String> reports = new CopyOnWriteArrayList<>();

  private void report(String line) {
    reports.add(line);
  }

  @Test
  void failures_areReported_andThoseThatAreNoneBurnNoRetry() throws Exception {
    start(
        server(
            target(),
            address -> {
              if (address.equals("busy")) {
                throw new Throttled();
              }
              throw new IllegalStateException("no such box");
            }));

    TaskInfo busy = client().enqueue(Task.of("email:send", (Object) "busy"));
    TaskInfo wrong = client().enqueue(Task.of("email:send", (Object) "wrong"));

    await().until(() -> state(busy) == TaskState.RETRY && state(wrong) == TaskState.RETRY);
    assertThat(inspector().task("default", busy.id()).orElseThrow().retried()).isZero();
    assertThat(inspector().task("default", wrong.id()).orElseThrow().retried()).isEqualTo(1);
    await().until(() -> reports.contains("email:send is tried again: no such box"));
  }
}
