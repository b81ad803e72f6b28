package dev.belfry.beanstalkd;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.beanstalkd.internal.Connection;
import dev.belfry.embedded.internal.LoopbackPort;
import dev.belfry.embedded.internal.ServerDirectory;
import dev.belfry.embedded.internal.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A real beanstalkd in a process of its own that does not outlive this JVM, with its log of jobs in
 * a temporary directory.
 */
final class EmbeddedBeanstalkd implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ServerDirectory directory = new ServerDirectory("beanstalkd", null);
  private final int port = LoopbackPort.pick();
  private ServerProcess process;

  private EmbeddedBeanstalkd() throws IOException {
    start();
  }

  /** A running server; without the program on this machine, the test is skipped and says so. */
  static EmbeddedBeanstalkd started() throws IOException {
    var found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "beanstalkd")));
    assumeTrue(found, "no beanstalkd on the PATH: install Debian's package beanstalkd");
    return new EmbeddedBeanstalkd();
  }

  void start() throws IOException {
    var data = directory.open();
    process =
        ServerProcess.start(
            List.of("beanstalkd", "-l", "127.0.0.1", "-p", "" + port, "-b", data.toString(), "-F"),
            data,
            data.resolve("beanstalkd.log"));
    await().atMost(LONG).ignoreExceptions().until(this::answers);
  }

  private boolean answers() throws IOException {
    Connection.open(node("default")).close();
    return true;
  }

  BeanstalkNode node(String tube) {
    return new BeanstalkNode("127.0.0.1:" + port, tube);
  }

  /** Ends the server at once; its jobs are there again after a {@link #start}. */
  void kill() {
    process.signal("KILL");
    process.awaitEnd(LONG);
  }

  @Override
  public void close() {
    kill();
    directory.discard();
  }
}
