package dev.belfry.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The headers of a message, in their order; a name may occur more than once. Names are
 * case-sensitive. Immutable, except that the byte arrays are not copied: do not write into them.
 */
public final class Headers {
  private static final Headers NONE = new Headers(List.of());

  private final List<Map.Entry<String, byte[]>> entries;

  private Headers(List<Map.Entry<String, byte[]>> entries) {
    this.entries = entries;
  }

  /** No headers at all. */
  public static Headers none() {
    return NONE;
  }

  /** Headers in that order. */
  public static Headers of(List<Map.Entry<String, byte[]>> entries) {
    return entries.isEmpty() ? NONE : new Headers(List.copyOf(entries));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** These headers and one more at the end. */
  public Headers with(String name, byte[] value) {
    var copy = new ArrayList<>(entries);
    copy.add(Map.entry(name, value));
    return new Headers(List.copyOf(copy));
  }

  /** These headers and one more at the end, in UTF-8. */
  public Headers with(String name, String value) {
    return with(name, value.getBytes(UTF_8));
  }

  /**
   * The last header of this name as text. Bytes that are no UTF-8 become replacement characters: a
   * foreign header never makes a message unreadable.
   */
  public Optional<String> text(String name) {
    return bytes(name).map(value -> new String(value, UTF_8));
  }

  /** The last header of this name as it was sent. */
  public Optional<byte[]> bytes(String name) {
    for (var i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).getKey().equals(name)) {
        return Optional.of(entries.get(i).getValue());
      }
    }
    return Optional.empty();
  }

  /** The different names, in the order of their first header. */
  public List<String> names() {
    return entries.stream().map(Map.Entry::getKey).distinct().toList();
  }

  /** Gives each header to {@code action}, in order. */
  public void forEach(BiConsumer<String, byte[]> action) {
    entries.forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
  }

  /** Names only: values may be secret. */
  @Override
  public String toString() {
    return names().toString();
  }
}
