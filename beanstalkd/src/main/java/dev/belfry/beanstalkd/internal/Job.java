package dev.belfry.beanstalkd.internal;

/**
 * A job as a server hands it out. Immutable, but for the body.
 *
 * @param id on its server
 * @param body as it was put
 */
public record Job(long id, byte[] body) {}
