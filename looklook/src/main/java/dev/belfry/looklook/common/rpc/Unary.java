package dev.belfry.looklook.common.rpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers unary calls: implementations of services return a value or throw. */
public final class Unary {
  private Unary() {}

  /**
   * Sends what {@code work} returns. What it throws goes to the caller by way of the server: a
   * coded error as it is, anything else masked.
   */
  public static <R> void answer(StreamObserver<R> observer, Supplier<R> work) {
    observer.onNext(work.get());
    observer.onCompleted();
  }
}
