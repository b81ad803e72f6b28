package dev.belfry.looklook.acceptance;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Does the same with many things, several at a time, on virtual threads. */
final class Crowd {
  /** More than the processes' database pools have connections. */
  private static final int AT_ONCE = 16;

  private Crowd() {}

  /** Something done with one of them. */
  @FunctionalInterface
  interface Action<T> {
    void with(T each) throws Exception;
  }

  /** Does something with each, and returns when all is done; the first failure is thrown. */
  static <T> void each(Collection<T> all, Action<T> action) throws Exception {
    List<Callable<String>> calls =
        all.stream()
            .<Callable<String>>map(each ->
                () -> {
                  action.with(each);
                  return "";
                })
            .toList();
    all(calls);
  }

  /** Calls each, and returns what they return. */
  static <R> List<R> all(Collection<Callable<R>> calls) throws Exception {
    var slots = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> futures =
          calls.stream()
              .map(call ->
                  threads.submit(() -> {
                    slots.acquire();
                    try {
                      return call.call();
                    } finally {
                      slots.release();
                    }
                  }))
              .toList();
      List<R> results = new java.util.ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("one of " + calls.size() + " failed", e.getCause());
    }
  }
}
