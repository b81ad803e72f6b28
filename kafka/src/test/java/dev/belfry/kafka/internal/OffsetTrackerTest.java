package dev.belfry.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
  private final OffsetTracker tracker = new OffsetTracker();

  @Test
  void nothingTaken_nothingToCommit() {
    assertThat(tracker.committable()).isEmpty();
  }

  @Test
  void laterMessageFinished_commitsUpToTheFirstUnfinished() {
    tracker.begun(5);
    tracker.begun(6);
    tracker.finished(6);

    assertThat(tracker.committable()).hasValue(5);
    tracker.finished(5);
    assertThat(tracker.committable()).hasValue(7);
  }

  @Test
  void gapBeforeTheNextMessage_isPassedOnlyWithIt() {
    tracker.begun(5);
    tracker.finished(5);
    tracker.begun(9);

    assertThat(tracker.committable()).hasValue(9);
  }

  @Test
  void offsetThatDoesNotRise_isRefused() {
    tracker.begun(5);

    assertThatThrownBy(() -> tracker.begun(5)).hasMessage("offset 5 comes after 5");
  }

  @Test
  void offsetFinishedTwice_isRefused() {
    tracker.begun(5);
    tracker.finished(5);

    assertThatThrownBy(() -> tracker.finished(5)).hasMessage("offset 5 is not in flight");
  }

  /** The model keeps everything and looks for the first unfinished offset from the start. */
  @Test
  void anyOrderOfFinishing_agreesWithTheModel() {
    var random = Seed.random();
    for (var round = 0; round < 200; round++) {
      var tracked = new OffsetTracker();
      var taken = new ArrayList<Long>();
      var open = new ArrayList<Long>();
      var finished = new HashSet<Long>();
      var next = random.nextLong(100);
      for (var step = 0; step < 100; step++) {
        if (open.isEmpty() || random.nextBoolean()) {
          tracked.begun(next);
          taken.add(next);
          open.add(next);
          next += 1 + random.nextInt(3);
        } else {
          var done = open.remove(random.nextInt(open.size()));
          tracked.finished(done);
          finished.add(done);
        }
        var model =
            taken.stream()
                .filter(offset -> !finished.contains(offset))
                .findFirst()
                .orElse(taken.getLast() + 1);
        assertThat(tracked.committable()).isEqualTo(OptionalLong.of(model));
      }
    }
  }
}
