package dev.belfry.looklook.payment;

import static dev.belfry.looklook.payment.PayTransition.ALLOWED;
import static dev.belfry.looklook.payment.PayTransition.OUTDATED;
import static dev.belfry.looklook.payment.PayTransition.REJECTED;
import static dev.belfry.looklook.payment.PayTransition.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.looklook.payment.provider.ProviderState;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayStatusTest {

  /** Rows are the targets, columns the states before; both from failed (-1) to refunded (2). */
  private static final List<List<PayTransition>> TABLE =
      List.of(
          List.of(REPEATED, ALLOWED, OUTDATED, OUTDATED),
          List.of(REJECTED, REJECTED, REJECTED, REJECTED),
          List.of(ALLOWED, ALLOWED, REPEATED, OUTDATED),
          List.of(REJECTED, REJECTED, ALLOWED, REPEATED));

  @Test
  void everyTransition_isThatOfTheTable() {
    for (int target = -1; target <= 2; target++) {
      for (int before = -1; before <= 2; before++) {
        assertThat(status(before).to(status(target)))
            .as("%d to %d", before, target)
            .isEqualTo(TABLE.get(target + 1).get(before + 1));
      }
    }
  }

  @Test
  void weakness9_refundIsARefund_andFailuresAreFailures() {
    assertThat(PayStatus.of(ProviderState.SUCCESS)).isEqualTo(PayStatus.SUCCESS);
    assertThat(PayStatus.of(ProviderState.REFUND)).isEqualTo(PayStatus.REFUNDED);
    assertThat(PayStatus.of(ProviderState.USERPAYING)).isEqualTo(PayStatus.WAIT);
    assertThat(List.of("NOTPAY", "CLOSED", "REVOKED", "PAYERROR"))
        .allSatisfy(name ->
            assertThat(PayStatus.of(ProviderState.of(name).orElseThrow()))
                .isEqualTo(PayStatus.FAILED));
  }

  private static PayStatus status(int code) {
    return PayStatus.of(code).orElseThrow();
  }
}
