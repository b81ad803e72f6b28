package dev.belfry.looklook.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Weakness 15: page sizes. */
class OrderListQueryTest {

  @Test
  void weakness15_noPageSize_meansTwenty() {
    assertThat(OrderListQuery.of(1, 0, 0, -99).size()).isEqualTo(20);
    assertThat(OrderListQuery.of(1, 0, -5, -99).size()).isEqualTo(20);
  }

  @Test
  void weakness15_aHugePageSize_meansAHundred() {
    assertThat(OrderListQuery.of(1, 0, Long.MAX_VALUE, -99).size()).isEqualTo(100);
  }

  @Test
  void anUnknownState_isAWrongParameter() {
    assertThatThrownBy(() -> OrderListQuery.of(1, 0, 0, 17)).hasMessageContaining("17");
  }
}
