package dev.belfry.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundTest {
  private final Bound bound = new Bound(10);

  @Test
  void whatIsFull_staysSoUntilHalfIsLeft() {
    bound.add(9);
    assertThat(bound.isFull()).isFalse();
    bound.add(3);
    assertThat(bound.isFull()).isTrue();

    assertThat(bound.remove(6)).isFalse();
    assertThat(bound.isFull()).isTrue();

    assertThat(bound.remove(1)).isTrue();
    assertThat(bound.gotRoom()).isTrue();
    assertThat(bound.isFull()).isFalse();
    assertThat(bound.gotRoom()).isFalse();
  }

  @Test
  void roomIsMadeOnce_byWhoeverComesDownToHalf() {
    bound.add(7);

    assertThat(bound.remove(2)).isTrue();
    assertThat(bound.remove(2)).isFalse();
  }
}
