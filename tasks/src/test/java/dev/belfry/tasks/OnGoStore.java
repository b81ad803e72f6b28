package dev.belfry.tasks;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A Redis with what Go leaves there, emptied before each test, and an inspector of it. */
public abstract class OnGoStore {
  protected static GoStore store;
  protected static TaskInspector inspector;

  @BeforeAll
  static void startRedis() throws Exception {
    store = GoStore.start();
    inspector = TaskInspector.connect(store.target());
  }

  @AfterAll
  static void stopRedis() {
    inspector.close();
    store.close();
  }

  @BeforeEach
  void emptyRedis() {
    store.raw().flushall();
  }
}
