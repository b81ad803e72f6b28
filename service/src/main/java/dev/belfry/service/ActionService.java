package dev.belfry.service;

/** A service made of two actions. */
record ActionService(String name, StartAction startAction, StopAction stopAction)
    implements Service {

  @Override
  public void start() throws Exception {
    startAction.start();
  }

  @Override
  public void stop(Deadline deadline) throws Exception {
    stopAction.stop(deadline);
  }
}
