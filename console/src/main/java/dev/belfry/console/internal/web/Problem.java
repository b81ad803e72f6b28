package dev.belfry.console.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that cannot be answered as asked; becomes problem JSON (RFC 9457). */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the caller gets. */
  private final transient Body body;

  private Problem(Body body) {
    super(body.detail, null, false, false);
    this.body = body;
  }

  /**
   * The JSON.
   *
   * @param type {@code about:blank}, or the name of the problem
   * @param title the meaning of the status
   * @param status the HTTP status
   * @param detail what was wrong, where, and what to do
   * @param queue the queue it is about
   * @param id the task or other thing it is about
   * @param field the parameter or member that was wrong
   * @param retryAfterMs when to try again
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Body(
      String type,
      String title,
      int status,
      String detail,
      @Nullable String queue,
      @Nullable String id,
      @Nullable String field,
      @Nullable Long retryAfterMs) {}

  /** What the caller gets. */
  public Body body() {
    return body;
  }

  /** A problem that says no more than its status and a sentence. */
  public static Problem of(int status, String detail) {
    return new Problem(
        new Body("about:blank", title(status), status, detail, null, null, null, null));
  }

  /** A parameter or member is wrong. */
  public static Problem field(String field, String detail) {
    return new Problem(
        new Body("/problems/bad-field", title(400), 400, detail, null, null, field, null));
  }

  /** Something about a queue, and a task of it perhaps. */
  public static Problem about(
      int status, String name, String queue, @Nullable String id, String detail) {
    return new Problem(
        new Body("/problems/" + name, title(status), status, detail, queue, id, null, null));
  }

  /** Too many tries. */
  public static Problem tooMany(Duration wait, String detail) {
    return new Problem(
        new Body(
            "/problems/too-many-tries",
            title(429),
            429,
            detail,
            null,
            null,
            null,
            Math.max(1, wait.toMillis())));
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Not logged in";
      case 403 -> "Forbidden";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict";
      case 413 -> "Too large";
      case 415 -> "Unsupported media type";
      case 421 -> "Misdirected request";
      case 429 -> "Too many requests";
      case 503 -> "Unavailable";
      default -> "Failed";
    };
  }
}
