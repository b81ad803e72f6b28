package dev.belfry.beanstalkd;

import dev.belfry.messaging.Message;
import java.util.Map;

/**
 * A job that lies buried. Immutable, but for the content.
 *
 * @param node where it lies
 * @param message what the handler got; its offset is the job's number there, and if the body is
 *     none of dq's, its value is all of it
 * @param causes why, by the names of {@link dev.belfry.messaging.DeadLetterHeaders}; empty if it
 *     was buried by somebody else or too long ago
 */
public record BeanstalkDeadLetter(
    BeanstalkNode node, Message message, Map<String, String> causes) {}
