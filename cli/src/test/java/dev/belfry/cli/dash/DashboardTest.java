package dev.belfry.cli.dash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.cli.OnStore;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;

class DashboardTest extends OnStore {

  @Test
  void keys_choosePauseAndDelete_onlyAfterYes() throws Exception {
    client.enqueue(Task.of("mail"), TaskOption.queue(ODD), TaskOption.taskId("i1"));
    client.enqueue(Task.of("mail"), TaskOption.queue(ODD), TaskOption.taskId("i2"));
    var screen = new ByteArrayOutputStream();
    var keyboard = new PipedOutputStream();
    try (Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .type("xterm")
            .streams(new PipedInputStream(keyboard), screen)
            .build()) {
      terminal.setSize(Size.of(100, 30));
      Thread dashboard =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  new Dashboard(terminal, inspector, Duration.ofMillis(50)).run();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      await().until(() -> screen.toString(UTF_8).contains("中文"));
      press(keyboard, "p");
      await().until(() -> screen.toString(UTF_8).contains("Pause queue"));
      press(keyboard, "n");
      await().until(() -> screen.toString(UTF_8).contains("nothing was done"));
      assertThat(inspector.queue(ODD).isPaused()).isFalse();
      press(keyboard, "py");
      await().until(() -> inspector.queue(ODD).isPaused());

      press(keyboard, "\r");
      await().until(() -> screen.toString(UTF_8).contains("i2"));
      terminal.setSize(Size.of(40, 10));
      press(keyboard, "jdy");
      await().until(() -> inspector.task(ODD, "i2").isEmpty());
      press(keyboard, "ay");
      await().until(() -> inspector.queue(ODD).count(TaskState.ARCHIVED) == 1);
      press(keyboard, "?qq");
      press(keyboard, "q");
      dashboard.join();
    }
  }

  private static void press(PipedOutputStream keyboard, String keys) throws Exception {
    keyboard.write(keys.getBytes(UTF_8));
    keyboard.flush();
  }
}
