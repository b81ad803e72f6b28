package dev.belfry.cli.dash;

import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** One view of the dashboard. For one thread. */
interface Pane {
  /** Reads anew what it shows. */
  void refresh();

  /** Its lines; what is too much for the screen is cut off. */
  List<AttributedString> lines(int columns, int rows);

  /** What the keys do. */
  String keys();

  /** Does what a key means; the answer says where to go. */
  Next press(Key key);

  /** Where to go after a key. */
  sealed interface Next {
    /** Nowhere. */
    Next STAY = new Stay(Optional.empty());

    /** Nowhere, and perhaps something is to be told. */
    record Stay(Optional<String> message) implements Next {}

    /** To a view above this one. */
    record Open(Pane pane) implements Next {}

    /** Back to the view before. */
    record Back() implements Next {}

    /** Asks first; what is then done tells what became of it. */
    record Ask(String question, Deed deed) implements Next {}
  }

  /** What is done when the answer is yes. */
  @FunctionalInterface
  interface Deed {
    String run();
  }
}
