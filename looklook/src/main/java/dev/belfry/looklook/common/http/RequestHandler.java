package dev.belfry.looklook.common.http;

/** Answers the bytes of a request. */
@FunctionalInterface
interface RequestHandler {
  Answer answer(RawRequest request) throws Exception;
}
