package dev.belfry.looklook.order;

import java.util.Optional;

/** The catalogue of homestays. Thread-safe. */
interface Homestays {

  /**
   * The homestay of that id.
   *
   * @throws dev.belfry.looklook.common.error.CodedException if the catalogue cannot be asked
   */
  Optional<Homestay> find(long id);
}
