package dev.belfry.looklook.common.http;

import org.jspecify.annotations.Nullable;

/** Answers a request. Called by many threads at a time. */
@FunctionalInterface
public interface Action<Q> {

  /** The data of the answer; null answers {@code "data": null}. */
  @Nullable Object answer(Q request) throws Exception;
}
