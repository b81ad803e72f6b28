package dev.belfry.looklook.common.rpc;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/**
 * Coded errors on the wire: gRPC has no room for codes of ours, so the code goes into metadata and
 * the message into the status.
 */
final class CodedErrors {
  private static final Metadata.Key<String> CODE =
      Metadata.Key.of("looklook-code", Metadata.ASCII_STRING_MARSHALLER);

  private CodedErrors() {}

  static Status status(CodedException error) {
    Status.Code code =
        error.is(ErrorCode.PARAM) ? Status.Code.INVALID_ARGUMENT : Status.Code.FAILED_PRECONDITION;
    return code.toStatus().withDescription(error.getMessage());
  }

  static Metadata trailers(CodedException error) {
    var trailers = new Metadata();
    trailers.put(CODE, Integer.toString(error.code()));
    return trailers;
  }

  static Optional<CodedException> from(StatusRuntimeException error) {
    Metadata trailers = error.getTrailers();
    String code = trailers == null ? null : trailers.get(CODE);
    if (code == null || !code.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    String message = error.getStatus().getDescription();
    return Optional.of(new CodedException(Integer.parseInt(code), message == null ? "" : message));
  }
}
