package dev.belfry.beanstalkd.internal;

/**
 * A job as a server hands it out. Immutable, but for the body.
 *
 * @param id on its server
 * @param body as it was put
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record Job(long id, byte[] body) {}
