package dev.belfry.interop.peer;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.ServiceGroup;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A Belfry server in a process of its own, which can be killed, stopped by a signal, or hang. It
 * serves {@code q1} with two slots. Its handler waits until {@link #letFinish}.
 */
public final class BelfryWorker implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  /** Starts the process. */
  public BelfryWorker(EmbeddedRedis redis) {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  BelfryWorker.class.getName(),
                  redis.uri())
              .redirectError(Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The process: takes the address of Redis. Ends with its parent, because its input does. */
  public static void main(String[] args) {
    var finish = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          readLine(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
          finish.countDown();
        });
    var server =
        TaskServer.builder(RedisTarget.parse(args[0]))
            .queues(Map.of("q1", 1))
            .concurrency(2)
            .handler((task, context) -> {
              System.out.println("running " + context.taskId());
              finish.await();
              return Outcome.done();
            })
            .build();
    ServiceGroup.of(server).run();
  }

  /** Waits until a task runs; returns its id. */
  public String awaitRun() {
    String line = readLine(output);
    while (!line.startsWith("running ")) {
      line = readLine(output);
    }
    return line.substring("running ".length());
  }

  private static String readLine(BufferedReader reader) {
    try {
      String line = reader.readLine();
      if (line == null) {
        throw new IllegalStateException("the other process ended; its error output says why");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets handlers finish, those to come too. */
  public void letFinish() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal, such as {@code TSTP}. */
  public void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
  }

  /** Ends the process as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
