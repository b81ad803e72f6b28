package dev.belfry.beanstalkd;

import java.util.Map;

/**
 * A job that lies buried. Immutable, but for the content.
 *
 * @param node where it lies
 * @param jobId its number there
 * @param content what the handler got; the whole body if that is none of dq's
 * @param causes why, by the names of {@link dev.belfry.messaging.DeadLetterHeaders}; empty if it
 *     was buried by somebody else or too long ago
 */
public record BeanstalkDeadLetter(
    BeanstalkNode node, long jobId, byte[] content, Map<String, String> causes) {}
