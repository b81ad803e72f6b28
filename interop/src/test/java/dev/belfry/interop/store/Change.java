package dev.belfry.interop.store;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an action did to a Redis.
 *
 * @param before every key with what it held
 * @param after the same, afterwards
 */
public record Change(Map<String, Object> before, Map<String, Object> after) {

  /** The keys that came, went or hold something else. */
  public Set<String> keys() {
    var changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
    return changed;
  }

  /** The keys that came. */
  public Set<String> come() {
    var come = new TreeSet<>(after.keySet());
    come.removeAll(before.keySet());
    return come;
  }

  /** The keys that went. */
  public Set<String> gone() {
    var gone = new TreeSet<>(before.keySet());
    gone.removeAll(after.keySet());
    return gone;
  }
}
