/**
 * One model for messages over every broker: a {@link dev.belfry.messaging.Message} goes to a {@link
 * dev.belfry.messaging.MessageHandler}, which says by an {@link dev.belfry.messaging.Outcome} what
 * becomes of it. A {@link dev.belfry.messaging.RetryPlan} spaces the attempts; a message that spent
 * them goes to a dead-letter topic with {@link dev.belfry.messaging.DeadLetterHeaders}. {@link
 * dev.belfry.messaging.MessageProducer} sends.
 */
@NullMarked
package dev.belfry.messaging;

import org.jspecify.annotations.NullMarked;
