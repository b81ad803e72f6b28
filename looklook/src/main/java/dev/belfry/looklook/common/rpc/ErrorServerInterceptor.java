package dev.belfry.looklook.common.rpc;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends coded errors of the services to the caller, and logs and masks all others. */
final class ErrorServerInterceptor implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ErrorServerInterceptor.class);
  private static final int ERROR_ID_LENGTH = 8;

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        try {
          super.onHalfClose();
        } catch (CodedException e) {
          call.close(CodedErrors.status(e), CodedErrors.trailers(e));
        } catch (RuntimeException e) {
          if (call.isCancelled()) {
            // Mostly the answer itself, which found nobody to take it.
            log.info("{} ends without its caller: {}", method(call), e.toString());
          } else {
            call.close(masked(call, e), new Metadata());
          }
        }
      }
    };
  }

  private static Status masked(ServerCall<?, ?> call, RuntimeException failure) {
    String id = UUID.randomUUID().toString().substring(0, ERROR_ID_LENGTH);
    log.atError().setCause(failure).addKeyValue("errorId", id).log("{} failed", method(call));
    return Status.INTERNAL.withDescription("%s (error %s)".formatted(ErrorCode.COMMON.text(), id));
  }

  private static String method(ServerCall<?, ?> call) {
    return call.getMethodDescriptor().getFullMethodName();
  }
}
