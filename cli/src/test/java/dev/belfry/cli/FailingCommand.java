package dev.belfry.cli;

import picocli.CommandLine.Command;

/** A command that fails in the way commands should. */
@Command(name = "fail")
public final class FailingCommand implements BelfryCommand, Runnable {
  @Override
  public void run() {
    throw new CommandFailure("Redis at 127.0.0.1:1 does not answer; is it running?");
  }
}
