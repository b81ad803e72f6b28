package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.tasks.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next part of a list begins; a text that says nothing to its callers. */
final class Cursor {
  private Cursor() {}

  static String of(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  static String position(Call call) {
    return call.text("cursor")
        .map(cursor -> {
          try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
          } catch (IllegalArgumentException e) {
            throw wrong();
          }
        })
        .orElse("");
  }

  /** The page that a call asks for: {@code number/size}. */
  static Page page(Call call) {
    int size = (int) call.number("limit", Page.DEFAULT_SIZE, 1, Page.MAX_SIZE);
    String position = position(call);
    if (position.isEmpty()) {
      return new Page(1, size);
    }
    if (!position.matches("\\d{1,9}/\\d{1,4}")) {
      throw wrong();
    }
    String[] parts = position.split("/", -1);
    return new Page(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  static String of(Page page) {
    return of(page.number() + "/" + page.size());
  }

  private static Problem wrong() {
    return Problem.field("cursor", "the cursor is not one that this list gave");
  }
}
