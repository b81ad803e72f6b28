package dev.belfry.looklook.common.http;

import dev.belfry.looklook.common.auth.Jwt;

/**
 * Takes the paths of an API. All are POST. Request records are read from JSON: a component must be
 * there unless it is {@code @Nullable}; unknown fields are ignored; a wrong type, or an exception
 * with code 100002 from the record's constructor, becomes an answer that names the field. What an
 * action returns becomes the {@code data} of the envelope.
 */
public interface Router {

  /** A path that anybody may call. */
  <Q extends Record> void post(String path, Class<Q> request, Action<Q> action);

  /** A path for callers with a token of {@code jwt}; all others get 401. */
  <Q extends Record> void postSignedIn(
      String path, Jwt jwt, Class<Q> request, SignedInAction<Q> action);

  /** A path whose bytes the action reads and answers by itself, such as a provider's callback. */
  void postRaw(String path, RawAction action);
}
