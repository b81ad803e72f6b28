package dev.belfry.looklook.common.http;

import dev.belfry.looklook.common.auth.Jwt;
import java.util.function.BiConsumer;

/** Turns actions into handlers of requests. */
final class JavalinRouter implements Router {
  private final BiConsumer<String, RequestHandler> paths;

  JavalinRouter(BiConsumer<String, RequestHandler> paths) {
    this.paths = paths;
  }

  @Override
  public <Q extends Record> void post(String path, Class<Q> request, Action<Q> action) {
    paths.accept(
        path,
        raw -> {
          Object data = action.answer(RequestReader.read(raw.body(), request));
          return Answer.ok(data);
        });
  }

  @Override
  public <Q extends Record> void postSignedIn(
      String path, Jwt jwt, Class<Q> request, SignedInAction<Q> action) {
    paths.accept(
        path,
        raw -> {
          // First who, then what: a stranger learns nothing about the request.
          long userId = jwt.verify(raw.header("Authorization").orElse(null));
          return Answer.ok(action.answer(userId, RequestReader.read(raw.body(), request)));
        });
  }

  @Override
  public void postRaw(String path, RawAction action) {
    paths.accept(
        path,
        raw -> {
          RawResponse response = action.answer(raw);
          return new Answer(
              response.status(),
              response.contentType(),
              response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
  }
}
