package dev.belfry.tasks.internal.redis;

import java.util.List;

/**
 * What became of leases that were to be extended.
 *
 * @param extended the leases with their new end
 * @param lost those whose task another attempt has, or that is gone
 * @param cancelled those of the extended whose run somebody wants cancelled
 */
public record Extension(List<Lease> extended, List<Lease> lost, List<Lease> cancelled) {
  public Extension {
    extended = List.copyOf(extended);
    lost = List.copyOf(lost);
    cancelled = List.copyOf(cancelled);
  }
}
