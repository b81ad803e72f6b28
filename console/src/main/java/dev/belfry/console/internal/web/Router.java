package dev.belfry.console.internal.web;

import dev.belfry.console.internal.access.Role;

/** Takes the routes of {@link Api}s. */
public interface Router {
  /** What answers a call. */
  @FunctionalInterface
  interface Answerer {
    /**
     * Answers.
     *
     * @throws Exception becomes a problem, see {@link Problems}
     */
    void answer(Call call) throws Exception;
  }

  /** Something to look at. */
  void get(String path, Role role, Answerer answerer);

  /** Something that changes something. */
  void post(String path, Role role, Answerer answerer);

  /** Replaces something. */
  void put(String path, Role role, Answerer answerer);

  /** Deletes something. */
  void delete(String path, Role role, Answerer answerer);

  /** Something that those see too who have not logged in. */
  void openGet(String path, Answerer answerer);

  /** Something that those do too who have not logged in, and that changes nothing in Redis. */
  void openPost(String path, Answerer answerer);
}
