package dev.belfry.console.internal.web;

import dev.belfry.console.internal.access.Identity;
import dev.belfry.console.internal.access.Role;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A request with who makes it, and the way to answer. For one thread. */
public final class Call {
  private final Context context;
  private final @Nullable Identity identity;
  private final int maxBody;
  private final BooleanSupplier mayStay;

  Call(Context context, @Nullable Identity identity, int maxBody, BooleanSupplier mayStay) {
    this.context = context;
    this.identity = identity;
    this.maxBody = maxBody;
    this.mayStay = mayStay;
  }

  /** Who calls, if they may be here at all. */
  public Optional<Identity> identity() {
    return Optional.ofNullable(identity);
  }

  /** Who calls, on a route that needs a role. */
  public Identity caller() {
    return Objects.requireNonNull(identity, "the route needs no role");
  }

  /** What the caller may do. */
  public Role role() {
    return caller().role();
  }

  /** Whether who calls may still do so: an answer may last longer than a login. */
  public boolean mayStay() {
    return mayStay.getAsBoolean();
  }

  /** The address at the other end of the connection. */
  public String remote() {
    return context.req().getRemoteAddr();
  }

  /** A part of the path. */
  public String path(String name) {
    return context.pathParam(name);
  }

  /** Whether the path has such a part. */
  public boolean hasPath(String name) {
    return context.pathParamMap().containsKey(name);
  }

  /** The last part of the path as it was asked for. */
  public String lastOfPath() {
    return context.path().replaceFirst(".*/", "");
  }

  /** A parameter that must be there. */
  public String required(String name) {
    return text(name)
        .orElseThrow(() -> Problem.field(name, "the parameter " + name + " is missing"));
  }

  /** A parameter; one without a value counts as absent. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
  }

  /** A parameter that may be there several times. */
  public List<String> texts(String name) {
    return context.queryParams(name).stream().filter(value -> !value.isEmpty()).toList();
  }

  /** A number between bounds. */
  public long number(String name, long fallback, long min, long max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    String value = text.get();
    if (value.matches("-?\\d{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw Problem.field(
        name, name + " is a number from " + min + " to " + max + ", not '" + value + "'");
  }

  /** A moment. */
  public Optional<Instant> time(String name) {
    return text(name)
        .map(value -> {
          try {
            return Instant.parse(value);
          } catch (DateTimeParseException e) {
            throw Problem.field(
                name, name + " is a time such as 2026-11-23T08:00:00Z, not '" + value + "'");
          }
        });
  }

  /** A header. */
  public @Nullable String header(String name) {
    return context.header(name);
  }

  /** A cookie. */
  public @Nullable String cookie(String name) {
    return context.cookie(name);
  }

  /** The JSON of the body. */
  public <T> T body(Class<T> type) {
    String contentType = context.contentType();
    if (contentType == null || !contentType.startsWith("application/json")) {
      throw Problem.of(415, "the body must be JSON, with Content-Type: application/json");
    }
    T value = Json.read(bytes(), type);
    if (value == null) {
      throw Problem.of(400, "the body must not be null");
    }
    return value;
  }

  /** The bytes of the body, no more than are allowed. */
  public byte[] bytes() {
    try {
      byte[] body = context.bodyInputStream().readNBytes(maxBody + 1);
      if (body.length > maxBody) {
        throw tooLarge(maxBody);
      }
      return body;
    } catch (IOException e) {
      throw Problem.of(400, "the body broke off");
    }
  }

  static Problem tooLarge(int maxBody) {
    return Problem.of(
        413, "the body has more than " + maxBody + " bytes, which MaxBody of the console sets");
  }

  /** Answers with JSON. */
  public void json(Object value) {
    json(200, value);
  }

  /** Answers with JSON. */
  public void json(int status, Object value) {
    context.status(status).contentType("application/json; charset=utf-8").result(Json.bytes(value));
  }

  /** Answers with nothing: it is done. */
  public void done() {
    context.status(204);
  }

  /** Answers with bytes. */
  public void bytes(int status, String contentType, byte[] bytes) {
    context.status(status).contentType(contentType).result(bytes);
  }

  /** Sends the browser somewhere else. */
  public void redirect(String location) {
    context.status(302).header("Location", location);
  }

  /** Sets a header of the answer. */
  public void setHeader(String name, String value) {
    context.header(name, value);
  }

  /** Adds a header of the answer. */
  public void addHeader(String name, String value) {
    context.addHeader(name, value);
  }

  /** Begins an answer that comes piece by piece, none of which is held back. */
  public OutputStream stream(String contentType) throws IOException {
    context.disableCompression();
    context.status(200).contentType(contentType).header("X-Accel-Buffering", "no");
    // Not Javalin's own stream, which does not pass flushes on.
    OutputStream out = context.res().getOutputStream();
    context.res().flushBuffer();
    return out;
  }
}
