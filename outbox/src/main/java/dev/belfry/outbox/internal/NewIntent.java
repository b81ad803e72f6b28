package dev.belfry.outbox.internal;

import org.jspecify.annotations.Nullable;

/**
 * An intent to be written down.
 *
 * @param id names it for ever; a task without an id gets it, a message carries it in a header
 * @param kind what it becomes
 * @param destination the type of the task or the topic
 * @param entity the key that its order is kept by; null for none
 * @param meta all but the payload, see {@link IntentCodec}
 * @param payload null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and not written into.
public record NewIntent(
    String id,
    Kind kind,
    String destination,
    @Nullable String entity,
    String meta,
    byte @Nullable [] payload) {

  /** Tasks of one key keep their order whatever their types are; messages do so in their topic. */
  @Nullable Long orderKey() {
    return entity == null ? null : (Long) OrderKey.of(kind == Kind.TASK ? "" : destination, entity);
  }
}
