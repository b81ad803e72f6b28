package dev.belfry.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.internal.redis.SearchPlace;
import dev.belfry.tasks.internal.redis.SearchPosition;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a text of a position in a search that is fit for a URL. */
final class SearchCursor {
  private static final int PARTS = 5;

  private SearchCursor() {}

  static String encode(SearchPosition position) {
    SearchPlace place = position.place();
    return Stream.of(
            place.queue(), place.state().name(), place.group(), position.id(), position.at())
        .map(part -> Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)))
        .collect(Collectors.joining("."));
  }

  static SearchPosition decode(String cursor) {
    try {
      List<String> parts =
          Stream.of(cursor.split("\\.", -1))
              .map(part -> new String(Base64.getUrlDecoder().decode(part), UTF_8))
              .toList();
      if (parts.size() == PARTS) {
        boolean hasId = !parts.get(3).isEmpty();
        if (hasId) {
          double at = Double.parseDouble(parts.get(4));
          if (Double.isNaN(at)) {
            throw new NumberFormatException(parts.get(4));
          }
        }
        return new SearchPosition(
            new SearchPlace(parts.get(0), TaskState.valueOf(parts.get(1)), parts.get(2)),
            parts.get(3),
            hasId ? parts.get(4) : "");
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("this is no cursor of a search: " + cursor, e);
    }
    throw new IllegalArgumentException("this is no cursor of a search: " + cursor);
  }
}
