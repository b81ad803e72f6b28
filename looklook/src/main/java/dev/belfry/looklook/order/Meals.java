package dev.belfry.looklook.order;

/** Whether a stay includes meals. */
enum Meals {
  WITHOUT,
  INCLUDED;

  /** The number in the database and in messages. */
  int code() {
    return this == INCLUDED ? 1 : 0;
  }

  static Meals of(boolean wanted) {
    return wanted ? INCLUDED : WITHOUT;
  }
}
