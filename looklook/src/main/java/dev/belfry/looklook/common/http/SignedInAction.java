package dev.belfry.looklook.common.http;

import org.jspecify.annotations.Nullable;

/** Answers a request of a signed-in user. Called by many threads at a time. */
@FunctionalInterface
public interface SignedInAction<Q> {

  /** The data of the answer; null answers {@code "data": null}. */
  @Nullable Object answer(long userId, Q request) throws Exception;
}
