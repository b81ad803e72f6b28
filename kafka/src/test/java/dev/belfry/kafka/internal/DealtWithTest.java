package dev.belfry.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class DealtWithTest {

  @Test
  void offsetsInAnyOrder_areRememberedOverAStore() {
    var random = Seed.random();
    for (int round = 0; round < 50; round++) {
      long beginning = random.nextInt(1_000);
      var model = new BitSet();
      var dealt = new DealtWith(null, beginning);
      for (int i = 0; i < 100; i++) {
        int offset = random.nextInt(400);
        model.set(offset);
        dealt.add(beginning + offset);
        if (random.nextInt(10) == 0) {
          dealt = new DealtWith(dealt.stored(), beginning);
        }
      }
      for (int offset = 0; offset < 500; offset++) {
        assertThat(dealt.contains(beginning + offset)).isEqualTo(model.get(offset));
      }
      assertThat(dealt.base()).isEqualTo(beginning + model.nextClearBit(0));
    }
  }

  @Test
  void frontThatTheBrokersDeleted_isDealtWith() {
    var dealt = new DealtWith(new OffsetAndMetadata(5), 5);
    dealt.add(12);

    var later = new DealtWith(dealt.stored(), 12);

    assertThat(later.base()).isEqualTo(13);
    assertThat(later.contains(11)).isTrue();
  }

  @Test
  void tooManyHoles_areRefusedInsteadOfForgotten() {
    var random = Seed.random();
    var dealt = new DealtWith(null, 0);
    for (int i = 1; i < 100_000; i++) {
      if (random.nextBoolean()) {
        dealt.add(i);
      }
    }
    assertThatThrownBy(dealt::stored).hasMessageContaining("fewer at a time");
  }

  @Test
  void noteThatNobodyCanRead_meansThatLettersAreSeenAgain() {
    var dealt = new DealtWith(new OffsetAndMetadata(3, "what?"), 0);

    assertThat(dealt.base()).isEqualTo(3);
    assertThat(dealt.contains(3)).isFalse();
  }
}
