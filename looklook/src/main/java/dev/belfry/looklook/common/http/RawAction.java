package dev.belfry.looklook.common.http;

/** Answers a request outside the envelope. Called by many threads at a time. */
@FunctionalInterface
public interface RawAction {

  /** The whole answer. An exception becomes a masked 500. */
  RawResponse answer(RawRequest request) throws Exception;
}
