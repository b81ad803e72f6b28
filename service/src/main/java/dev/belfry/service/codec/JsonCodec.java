package dev.belfry.service.codec;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in UTF-8, understood as Go's encoding/json does: unknown properties are ignored, names match
 * in upper and lower case, and a missing number or boolean is zero or false, since Go leaves zero
 * values out. Times are ISO 8601 text. Immutable and thread-safe.
 */
public final class JsonCodec implements Codec {
  private static final JsonCodec DEFAULT =
      new JsonCodec(
          JsonMapper.builder()
              .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
              .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
              .build());

  private final JsonMapper mapper;

  private JsonCodec(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** The codec with the settings above. */
  public static JsonCodec create() {
    return DEFAULT;
  }

  /** A codec that uses a mapper of your own. */
  public static JsonCodec using(JsonMapper mapper) {
    return new JsonCodec(mapper);
  }

  @Override
  public byte[] encode(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new CodecException(
          "cannot write " + value.getClass().getName() + " as JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public <T> T decode(byte[] bytes, Class<T> type) {
    T value;
    try {
      value = mapper.readValue(bytes, type);
    } catch (JacksonException e) {
      throw new CodecException(
          "cannot read %s from JSON (%d bytes)%s: %s"
              .formatted(type.getName(), bytes.length, place(e), e.getOriginalMessage()),
          e);
    }
    if (value == null) {
      throw new CodecException(
          "cannot read " + type.getName() + " from JSON: the value is null", null);
    }
    return value;
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
