package dev.belfry.looklook.order;

import static dev.belfry.looklook.order.Transition.ALLOWED;
import static dev.belfry.looklook.order.Transition.NONE;
import static dev.belfry.looklook.order.Transition.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderStateTest {

  /** Rows are the targets, columns the states before; both from cancelled (-1) to expired (4). */
  private static final List<List<Transition>> TABLE =
      List.of(
          List.of(NONE, ALLOWED, REJECTED, REJECTED, REJECTED, REJECTED),
          List.of(REJECTED, NONE, REJECTED, REJECTED, REJECTED, REJECTED),
          List.of(REJECTED, ALLOWED, NONE, REJECTED, REJECTED, REJECTED),
          List.of(REJECTED, REJECTED, ALLOWED, NONE, REJECTED, REJECTED),
          List.of(REJECTED, REJECTED, ALLOWED, REJECTED, NONE, REJECTED),
          List.of(REJECTED, REJECTED, ALLOWED, REJECTED, REJECTED, NONE));

  @Test
  void everyTransition_isThatOfTheTable() {
    for (int target = -1; target <= 4; target++) {
      for (int before = -1; before <= 4; before++) {
        assertThat(state(before).to(state(target)))
            .as("%d to %d", before, target)
            .isEqualTo(TABLE.get(target + 1).get(before + 1));
      }
    }
  }

  @Test
  void weakness6_unknownTargets_areNoStates() {
    assertThat(LongStream.of(-99, -2, 5, 99, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32))
        .allSatisfy(code -> assertThat(OrderState.of(code)).isEmpty());
  }

  private static OrderState state(int code) {
    return OrderState.of(code).orElseThrow();
  }
}
