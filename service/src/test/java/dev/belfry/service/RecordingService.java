package dev.belfry.service;

import java.util.List;

/** A service that writes down what happens to it. */
record RecordingService(String name, List<String> events, StartAction onStart, StopAction onStop)
    implements Service {

  RecordingService(String name, List<String> events) {
    this(name, events, () -> {}, deadline -> {});
  }

  RecordingService starting(StartAction action) {
    return new RecordingService(name, events, action, onStop);
  }

  RecordingService stopping(StopAction action) {
    return new RecordingService(name, events, onStart, action);
  }

  @Override
  public void start() throws Exception {
    events.add("start " + name);
    onStart.start();
  }

  @Override
  public void quiesce() {
    events.add("quiesce " + name);
  }

  @Override
  public void stop(Deadline deadline) throws Exception {
    events.add("stop " + name);
    onStop.stop(deadline);
  }
}
