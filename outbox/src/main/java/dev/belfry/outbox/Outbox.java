package dev.belfry.outbox;

import dev.belfry.messaging.IdempotencyGuard;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.outbox.internal.IntentCodec;
import dev.belfry.outbox.internal.IntentTable;
import dev.belfry.outbox.internal.NewIntent;
import dev.belfry.outbox.internal.Traces;
import dev.belfry.outbox.internal.Wakeup;
import dev.belfry.service.codec.CodecException;
import dev.belfry.service.codec.JsonCodec;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Writes down, within the caller's transaction, which tasks and messages it is to have. They commit
 * with it, or roll back with it; after the commit an {@link OutboxRelay}, in this process or in
 * another one, hands them over. The tables are those of {@link OutboxSchema}, in the database of
 * the transaction.
 *
 * <p>An intent with a key is handed over after all earlier ones of its key: tasks of a key after
 * earlier tasks, messages of a key after earlier messages of their topic. Earlier is what was
 * written earlier; so write intents after the transaction has locked the row that the key stands
 * for, by an update for instance, and their order is that of the commits.
 *
 * <p>Thread-safe. Costs one insert, on the caller's connection.
 */
public final class Outbox {
  private final Wakeup wakeup = new Wakeup();

  private Outbox() {}

  /** An outbox; one for a process is enough. */
  public static Outbox create() {
    return new Outbox();
  }

  /**
   * A task that has no order with others.
   *
   * <p>It gets the id of its intent unless an option names one. An id that is taken when the task
   * is relayed means that the task is there, and so does a unique lock that is held; nobody is told
   * of either. A delay counts from now, by the clock of the database.
   *
   * @param transaction the connection of the caller's transaction; not in auto-commit
   * @param options override the task's own
   * @return the id of the intent
   * @throws OutboxException if the database refuses it; the transaction should roll back
   */
  public String enqueue(Connection transaction, Task task, TaskOption... options) {
    return write(transaction, IntentCodec.encode(newId(), null, Traces.join(task), options));
  }

  /**
   * A task that is enqueued after all earlier ones of its key, whatever their types and queues.
   *
   * @param key what it is about
   * @see #enqueue
   */
  public String enqueueInOrder(
      Connection transaction, String key, Task task, TaskOption... options) {
    return write(transaction, IntentCodec.encode(newId(), key, Traces.join(task), options));
  }

  /**
   * A message; one with a key is sent after all earlier ones of its key and topic. It gets the id
   * of its intent in the header {@link Message#ID_HEADER} unless it has an id, so that an {@link
   * IdempotencyGuard} knows it when it comes again.
   *
   * @param transaction the connection of the caller's transaction; not in auto-commit
   * @return the id of the intent
   * @throws OutboxException if the database refuses it; the transaction should roll back
   */
  public String send(Connection transaction, OutgoingMessage message) {
    return write(transaction, IntentCodec.encode(newId(), Traces.join(message)));
  }

  /**
   * A message with {@code value}, usually a record, as JSON.
   *
   * @throws CodecException if the value has no form in JSON
   * @see #send(Connection, OutgoingMessage)
   */
  public String send(Connection transaction, String topic, String key, Object value) {
    return send(transaction, OutgoingMessage.of(topic, key, JsonCodec.create().encode(value)));
  }

  /**
   * Tells the relays of this process that a transaction with intents has committed, so that they
   * look at once. Without it they look within milliseconds, then ever more rarely, and at last with
   * every poll interval.
   */
  public void committed() {
    wakeup.committed();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private String write(Connection transaction, NewIntent intent) {
    try {
      if (transaction.getAutoCommit()) {
        throw new IllegalStateException(
            "the connection commits by itself, so the intent would belong to no transaction:"
                + " call setAutoCommit(false) before, or use the connection of the transaction");
      }
      IntentTable.insert(transaction, List.of(intent));
    } catch (SQLException e) {
      throw new OutboxException(
          "cannot write %s %s into belfry_outbox: %s; is its table there? See OutboxSchema"
              .formatted(intent.kind(), "'" + intent.destination() + "'", e.getMessage()),
          e);
    }
    wakeup.written();
    return intent.id();
  }

  Wakeup wakeup() {
    return wakeup;
  }
}
