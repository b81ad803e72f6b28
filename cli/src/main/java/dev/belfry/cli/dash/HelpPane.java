package dev.belfry.cli.dash;

import java.util.List;
import org.jline.utils.AttributedString;

/** What the keys do. For one thread. */
final class HelpPane implements Pane {
  private static final List<String> TEXT =
      List.of(
          "↑ ↓  j k      choose a row",
          "Enter         open a queue, show a task",
          "← →  h l      the state before, the next one",
          "n  b          the next page, the page before",
          "p             pause a queue, or let it run again",
          "r             run a task as soon as a worker is free",
          "a             archive a task",
          "d             delete a task",
          "c             ask its worker to cancel a task",
          "y             yes, do it; every other key means no",
          "Ctrl+L        draw anew",
          "q  Esc        back; from the queues: quit",
          "Ctrl+C        quit");

  @Override
  public void refresh() {}

  @Override
  public List<AttributedString> lines(int columns, int rows) {
    return TEXT.stream().map(Lines::plain).toList();
  }

  @Override
  public String keys() {
    return "q back";
  }

  @Override
  public Next press(Key key) {
    return key == Key.BACK || key == Key.HELP ? new Next.Back() : Next.STAY;
  }
}
