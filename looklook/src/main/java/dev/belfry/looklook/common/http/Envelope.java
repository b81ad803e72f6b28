package dev.belfry.looklook.common.http;

import dev.belfry.looklook.common.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the bodies of answers. */
final class Envelope {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Envelope() {}

  static byte[] ok(@Nullable Object data) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("code", ErrorCode.OK.code());
    body.put("msg", ErrorCode.OK.text());
    body.put("data", data);
    return JSON.writeValueAsBytes(body);
  }

  static byte[] error(int code, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("msg", message);
    return JSON.writeValueAsBytes(body);
  }
}
