package dev.belfry.looklook.common.http;

/** The request of a path that asks for nothing: an empty body or any object. */
public record NoRequest() {}
