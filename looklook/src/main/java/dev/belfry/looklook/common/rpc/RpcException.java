package dev.belfry.looklook.common.rpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** A call failed for a technical reason: nobody there, too slow, or an error that was masked. */
public final class RpcException extends RuntimeException {
  private final Status.Code status;

  RpcException(String peer, StatusRuntimeException cause) {
    super(describe(peer, cause.getStatus()), cause);
    this.status = cause.getStatus().getCode();
  }

  private static String describe(String peer, Status status) {
    String what = status.getDescription() == null ? "" : ": " + status.getDescription();
    return "the call to " + peer + " failed, " + status.getCode() + what;
  }

  /** Whether it may go well when tried again later. */
  public boolean isTransient() {
    return status == Status.Code.UNAVAILABLE || status == Status.Code.DEADLINE_EXCEEDED;
  }
}
