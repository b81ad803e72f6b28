package dev.belfry.looklook.common.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param headers by name in lower case
 * @param body the bytes, at most {@link HttpConf#maxBytes}
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one request, never compared
public record RawRequest(Map<String, String> headers, byte[] body) {

  /** The header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
