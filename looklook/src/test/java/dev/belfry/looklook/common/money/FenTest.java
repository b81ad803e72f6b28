package dev.belfry.looklook.common.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FenTest {

  @Test
  void toYuanText_hasTwoDecimals() {
    assertThat(Fen.toYuanText(0)).isEqualTo("0.00");
    assertThat(Fen.toYuanText(5)).isEqualTo("0.05");
    assertThat(Fen.toYuanText(123_450)).isEqualTo("1234.50");
    assertThat(Fen.toYuanText(-7)).isEqualTo("-0.07");
    assertThat(Fen.toYuanText(Long.MAX_VALUE)).isEqualTo("92233720368547758.07");
  }
}
