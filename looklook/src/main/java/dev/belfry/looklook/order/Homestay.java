package dev.belfry.looklook.order;

/**
 * A homestay as the catalogue offers it at this moment; an order keeps a copy. Prices are in fen.
 *
 * @param banner comma list of pictures, the first is the cover
 * @param capacity how many people may stay
 * @param foodPrice per person and night
 * @param price per night
 */
record Homestay(
    long id,
    String title,
    String subTitle,
    String banner,
    String info,
    int capacity,
    Listing listing,
    int rowType,
    String foodInfo,
    long foodPrice,
    long price,
    long marketPrice,
    long businessId,
    long hostId) {

  /** Whether a homestay can be booked. */
  enum Listing {
    OFF_SHELF,
    ON_SHELF
  }

  /** The first picture; empty when there is none. */
  String cover() {
    int comma = banner.indexOf(',');
    return comma < 0 ? banner : banner.substring(0, comma);
  }
}
