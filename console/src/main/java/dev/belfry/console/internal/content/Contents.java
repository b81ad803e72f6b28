package dev.belfry.console.internal.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.web.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows bytes to people. Immutable and thread-safe. */
public final class Contents {
  /** What fits into a row. */
  private static final int PREVIEW_CHARS = 300;

  private static final int PREVIEW_HEX_BYTES = 64;

  /** Larger ones are files. */
  private static final int INLINE_BYTES = 1 << 20;

  private final Masks masks;

  public Contents(Masks masks) {
    this.masks = masks;
  }

  private record Shown(Form form, @Nullable String text, @Nullable JsonNode json, boolean masked) {}

  /** Whether something of this type may be hidden from somebody. */
  public boolean hidden(String type, Role role) {
    return masks.hide(type, role);
  }

  /** The beginning of bytes. */
  public Preview preview(byte[] bytes, String type, Role role) {
    Masks.Applied rules = masks.of(type, role);
    // Without rules, the beginning is enough to see; with them, what is cut off might be needed.
    Shown shown = rules.isEmpty() ? quick(bytes) : shown(bytes, rules);
    String text = shown.text;
    if (text == null) {
      boolean whole = bytes.length <= PREVIEW_HEX_BYTES;
      String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, PREVIEW_HEX_BYTES));
      return new Preview(hex, bytes.length, !whole, shown.form, shown.masked);
    }
    boolean cut = text.length() > PREVIEW_CHARS;
    int end = cut ? PREVIEW_CHARS : text.length();
    if (cut && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return new Preview(text.substring(0, end), bytes.length, cut, shown.form, shown.masked);
  }

  /** All bytes. */
  public Content content(byte[] bytes, String type, Role role) {
    Shown shown = shown(bytes, masks.of(type, role));
    boolean large = bytes.length > INLINE_BYTES;
    String text = shown.text;
    boolean cut = text != null && text.length() > INLINE_BYTES;
    return new Content(
        large || shown.masked ? null : Base64.getEncoder().encodeToString(bytes),
        text == null || !cut ? text : text.substring(0, INLINE_BYTES),
        large ? null : shown.json,
        bytes.length,
        shown.form,
        shown.masked,
        cut);
  }

  /** Text with what patterns hide replaced; for asynqmon's API. */
  public String text(byte[] bytes, String type, Role role) {
    Shown shown = shown(bytes, masks.of(type, role));
    return shown.text == null ? "non-printable bytes" : shown.text;
  }

  /** A text about a task, such as an error, without what is hidden. */
  public String said(String text, String type, Role role) {
    Masks.Applied rules = masks.of(type, role);
    if (rules.isEmpty() || text.isEmpty()) {
      return text;
    }
    JsonNode json = json(text.getBytes(UTF_8));
    boolean members = json != null && json.isContainer() && rules.mask(json);
    return rules.mask(members ? String.valueOf(json) : text);
  }

  /** Headers without what is hidden; paths find them by their names. */
  public Map<String, String> headers(Map<String, String> headers, String type, Role role) {
    Masks.Applied rules = masks.of(type, role);
    if (rules.isEmpty() || headers.isEmpty()) {
      return headers;
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    headers.forEach(named::put);
    rules.mask(named);
    Map<String, String> shown = new LinkedHashMap<>();
    headers.keySet().forEach(name -> shown.put(name, said(named.get(name).asString(), type, role)));
    return shown;
  }

  private Shown quick(byte[] bytes) {
    if (bytes.length == 0) {
      return new Shown(Form.EMPTY, "", null, false);
    }
    Optional<String> text = printable(bytes);
    if (text.isEmpty()) {
      return new Shown(Form.BINARY, null, null, false);
    }
    char first = text.get().stripLeading().isEmpty() ? ' ' : text.get().stripLeading().charAt(0);
    boolean maybe = first == '{' || first == '[';
    boolean json = maybe && bytes.length <= INLINE_BYTES && json(bytes) != null;
    return new Shown(json ? Form.JSON : Form.TEXT, text.get(), null, false);
  }

  private static Shown shown(byte[] bytes, Masks.Applied rules) {
    if (bytes.length == 0) {
      return new Shown(Form.EMPTY, "", null, false);
    }
    Optional<String> text = printable(bytes);
    if (text.isEmpty()) {
      // What cannot be read cannot be masked in part.
      return new Shown(Form.BINARY, rules.isEmpty() ? null : Masks.MASK, null, !rules.isEmpty());
    }
    JsonNode json = json(bytes);
    if (json == null || !json.isContainer()) {
      String masked = rules.mask(text.get());
      return new Shown(Form.TEXT, masked, null, !masked.equals(text.get()));
    }
    boolean members = rules.mask(json);
    String plain = members ? Json.text(json) : text.get();
    String masked = rules.mask(plain);
    if (masked.equals(plain)) {
      return new Shown(Form.JSON, plain, json, members);
    }
    return new Shown(Form.JSON, masked, json(masked.getBytes(UTF_8)), true);
  }

  private static @Nullable JsonNode json(byte[] bytes) {
    try {
      return Json.tree(bytes);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** UTF-8 without control characters but those of lines. */
  private static Optional<String> printable(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean printable =
          text.chars().allMatch(c -> (c >= ' ' && c != 127) || c == '\n' || c == '\r' || c == '\t');
      return printable ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
