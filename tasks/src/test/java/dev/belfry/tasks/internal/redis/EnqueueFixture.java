package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client, and a task with the lock that it has if it is unique. */
abstract class EnqueueFixture extends RedisFixture {
  static final Task TASK = Task.of("T", bytes("p"));
  static final String LOCK = KEYS.lockPrefix() + "T:83878c91171338902e0fe0fb97a8c47a";

  TaskClient client;

  @BeforeEach
  void connect() {
    client = TaskClient.connect(target);
  }

  @AfterEach
  void close() {
    client.close();
  }
}
