package dev.belfry.looklook.payment;

/**
 * Money that must go back, as stored.
 *
 * @param amount in fen
 * @param attempts how often the provider was asked
 */
record Refund(
    long id,
    String sn,
    String paymentSn,
    String orderSn,
    long userId,
    long amount,
    RefundReason reason,
    Status status,
    int attempts) {

  /** How far a refund has come. */
  enum Status {
    /** The provider must be asked. */
    DUE(1),
    /** The provider was asked and will report. */
    REQUESTED(2),
    /** The money is back. */
    DONE(3);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    /** The number in the database and in messages; 0 stands for "no refund" there. */
    int code() {
      return code;
    }

    static Status of(int code) {
      return switch (code) {
        case 1 -> DUE;
        case 2 -> REQUESTED;
        case 3 -> DONE;
        default -> throw new IllegalStateException("no refund state has the number " + code);
      };
    }
  }
}
