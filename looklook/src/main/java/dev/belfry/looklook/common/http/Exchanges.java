package dev.belfry.looklook.common.http;

import dev.belfry.looklook.common.auth.InvalidTokenException;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import io.javalin.http.Context;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request from Javalin, has it answered within a span, and writes the answer. */
final class Exchanges {
  private static final Logger log = LoggerFactory.getLogger(Exchanges.class);
  private static final int ERROR_ID_LENGTH = 8;

  private final long maxBytes;
  private final HttpSpans spans;

  Exchanges(long maxBytes, OpenTelemetry openTelemetry) {
    this.maxBytes = maxBytes;
    this.spans = new HttpSpans(openTelemetry);
  }

  void answer(String path, Context context, RequestHandler handler) {
    long began = System.nanoTime();
    Map<String, String> headers =
        context.headerMap().entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (a, b) -> a));
    Span span = spans.start(path, headers);
    try (Scope scope = span.makeCurrent()) {
      Answer answer = answerOrError(context, headers, handler);
      write(context, answer);
      HttpSpans.end(span, answer.status());
      log.atDebug()
          .addKeyValue("path", path)
          .addKeyValue("status", answer.status())
          .addKeyValue("millis", (System.nanoTime() - began) / 1_000_000)
          .log("request");
    }
  }

  private Answer answerOrError(
      Context context, Map<String, String> headers, RequestHandler handler) {
    try {
      return handler.answer(new RawRequest(headers, body(context)));
    } catch (InvalidTokenException e) {
      log.debug("Refused a token: {}", e.getMessage());
      return Answer.error(401, ErrorCode.TOKEN_EXPIRED.code(), ErrorCode.TOKEN_EXPIRED.text());
    } catch (TooLargeException e) {
      return Answer.error(413, ErrorCode.PARAM.code(), String.valueOf(e.getMessage()));
    } catch (BrokenRequestException e) {
      log.debug("A request to {} broke off: {}", context.path(), e.getMessage());
      return Answer.error(400, ErrorCode.PARAM.code(), "the body broke off");
    } catch (CodedException e) {
      return Answer.error(e);
    } catch (Exception e) {
      return masked(context, e);
    }
  }

  /** Reads no more than is allowed, whatever the header promises. */
  private byte[] body(Context context) throws BrokenRequestException, TooLargeException {
    byte[] body;
    try {
      body = context.bodyInputStream().readNBytes((int) maxBytes + 1);
    } catch (IOException e) {
      throw new BrokenRequestException(e);
    }
    if (body.length > maxBytes) {
      throw new TooLargeException(maxBytes);
    }
    return body;
  }

  private static Answer masked(Context context, Exception failure) {
    String id = UUID.randomUUID().toString().substring(0, ERROR_ID_LENGTH);
    log.atError()
        .setCause(failure)
        .addKeyValue("errorId", id)
        .log("POST {} failed", context.path());
    return Answer.error(
        500, ErrorCode.COMMON.code(), "%s (error %s)".formatted(ErrorCode.COMMON.text(), id));
  }

  void failed(Exception failure, Context context) {
    write(context, masked(context, failure));
  }

  void noSuchPath(Context context) {
    write(
        context, Answer.error(404, ErrorCode.COMMON.code(), "there is no path " + context.path()));
  }

  void wrongMethod(Context context) {
    write(
        context,
        Answer.error(405, ErrorCode.COMMON.code(), "%s takes POST only".formatted(context.path())));
  }

  static void shuttingDown(Context context) {
    context.header("Connection", "close");
    write(context, Answer.error(503, ErrorCode.COMMON.code(), "the server is shutting down"));
  }

  private static void write(Context context, Answer answer) {
    context.status(answer.status());
    context.contentType(answer.contentType());
    context.result(answer.body());
  }
}
