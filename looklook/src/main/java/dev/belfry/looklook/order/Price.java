package dev.belfry.looklook.order;

/**
 * What an order costs, in fen.
 *
 * @param homestay for the nights
 * @param food for the meals of all people
 */
record Price(long homestay, long food) {

  /**
   * The price of a booking.
   *
   * @throws ArithmeticException if it is beyond what a number can hold
   */
  static Price of(Booking booking, Homestay homestay) {
    long nights = booking.nights();
    long food =
        booking.meals() == Meals.INCLUDED
            ? Math.multiplyExact(homestay.foodPrice(), Math.multiplyExact(booking.people(), nights))
            : 0;
    return new Price(Math.multiplyExact(homestay.price(), nights), food);
  }

  long total() {
    return Math.addExact(homestay, food);
  }
}
