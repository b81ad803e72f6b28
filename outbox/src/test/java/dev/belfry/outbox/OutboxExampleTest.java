package dev.belfry.outbox;

import static dev.belfry.tasks.TaskOption.processIn;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.MessageProducer;
import dev.belfry.service.ServiceGroup;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What docs/outbox.md shows. */
class OutboxExampleTest {
  private static final String INSERT = "INSERT INTO orders VALUES (?)";

  // snippet
  record CloseOrder(String sn) {}

  record OrderMade(String sn) {}

  private final Outbox outbox = Outbox.create();

  void order(DataSource database, String sn) throws SQLException {
    try (Connection transaction = database.getConnection()) {
      transaction.setAutoCommit(false);
      try (var insert = transaction.prepareStatement(INSERT)) {
        insert.setString(1, sn);
        insert.executeUpdate();
      }
      outbox.enqueue(
          transaction, Task.of("order:close", new CloseOrder(sn)), processIn(ofMinutes(30)));
      outbox.send(transaction, "orders", sn, new OrderMade(sn)); // topic, key, value
      transaction.commit();
    }
  }

  ServiceGroup services(DataSource database, RedisTarget redis, MessageProducer kafka) {
    var relay = OutboxRelay.builder(outbox, database).tasks(redis).messages(kafka).build();
    return ServiceGroup.of(relay); // with the producer before it, and the rest of the process
  }

  // end

  @Test
  void orderIsMade_itsTaskAndItsMessageFollow() throws Exception {
    var kafka = new RecordingProducer();
    try (var redis = EmbeddedRedis.create();
        var database = TestDatabase.h2()) {
      redis.start();
      var target = RedisTarget.parse(redis.uri());
      try (var group = services(database.source(), target, kafka);
          var inspector = TaskInspector.connect(target)) {
        group.start();
        order(database.source(), "HSO1");
        await().until(database::isEmpty);
        assertThat(kafka.values()).containsExactly("{\"sn\":\"HSO1\"}");
        assertThat(inspector.queue("default").count(TaskState.SCHEDULED)).isEqualTo(1);
      }
    }
  }
}
