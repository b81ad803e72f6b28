package dev.belfry.cli.dash;

import dev.belfry.cli.dash.Pane.Next;
import dev.belfry.cli.out.Text;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskInspector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** The dashboard: views one above the other, a line on what happened, and one on the keys. */
final class Dashboard {
  /** Keeps a small terminal from being a puzzle. */
  private static final int MIN_ROWS = 6;

  private final Terminal terminal;
  private final Display display;
  private final Duration refresh;
  private final Deque<Pane> panes = new ArrayDeque<>();
  private Next.@Nullable Ask question;
  private String message = "";

  Dashboard(Terminal terminal, TaskInspector inspector, Duration refresh) {
    this.terminal = terminal;
    this.refresh = refresh;
    display = new Display(terminal, true);
    panes.push(new QueuesPane(inspector));
  }

  /** Shows it until somebody quits. */
  void run() throws IOException {
    Attributes before = terminal.enterRawMode();
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    var reader = new BindingReader(terminal.reader());
    KeyMap<Key> keys = Key.map(terminal);
    try {
      while (!panes.isEmpty()) {
        look();
        draw();
        int next = terminal.reader().peek(refresh.toMillis());
        if (next == NonBlockingReader.EOF) {
          return;
        }
        if (next != NonBlockingReader.READ_EXPIRED) {
          Key key = reader.readBinding(keys);
          if (key == null || key == Key.QUIT) {
            return;
          }
          press(key);
        }
      }
    } finally {
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.exit_ca_mode);
      terminal.setAttributes(before);
      terminal.flush();
    }
  }

  private void look() {
    try {
      panes.getFirst().refresh();
    } catch (TaskException e) {
      message = "! " + e.getMessage();
    }
  }

  private void press(Key key) {
    message = "";
    Next.Ask asked = question;
    question = null;
    if (asked != null) {
      message = key == Key.YES ? done(asked) : "nothing was done";
      return;
    }
    switch (key) {
      case HELP -> panes.push(new HelpPane());
      case REDRAW -> display.clear();
      default -> go(panes.getFirst().press(key));
    }
  }

  private static String done(Next.Ask asked) {
    try {
      return asked.deed().run();
    } catch (TaskException e) {
      return "! " + e.getMessage();
    }
  }

  private void go(Next next) {
    switch (next) {
      case Next.Stay(Optional<String> told) -> told.ifPresent(it -> message = it);
      case Next.Open(Pane pane) -> panes.push(pane);
      case Next.Back() -> panes.pop();
      case Next.Ask ask -> question = ask;
    }
  }

  /** The size is asked for each time: a terminal that was resized is drawn anew. */
  private void draw() {
    if (panes.isEmpty()) {
      return;
    }
    Size size = terminal.getSize();
    int columns = Math.max(1, size.getColumns());
    int rows = Math.max(MIN_ROWS, size.getRows());
    display.resize(Size.of(columns, Math.max(1, size.getRows())));
    List<AttributedString> lines = new ArrayList<>();
    for (AttributedString line : panes.getFirst().lines(columns, rows - 2)) {
      lines.add(line.columnLength() > columns ? line.columnSubSequence(0, columns) : line);
    }
    while (lines.size() < rows - 2) {
      lines.add(AttributedString.EMPTY);
    }
    List<AttributedString> shown = new ArrayList<>(lines.subList(0, rows - 2));
    shown.add(
        cut(
            question == null ? message : question.question() + " y/N",
            columns,
            AttributedStyle.BOLD));
    shown.add(cut(panes.getFirst().keys(), columns, AttributedStyle.INVERSE));
    display.update(shown, -1);
    terminal.flush();
  }

  private static AttributedString cut(String text, int columns, AttributedStyle style) {
    return new AttributedString(Text.cut(Text.plain(text), columns), style);
  }
}
