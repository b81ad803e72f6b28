package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** The option that skips the question before something is done that cannot be undone. */
public final class Consent {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /** For picocli. */
  public Consent() {}

  /**
   * Asks, unless that was answered before.
   *
   * @throws CommandFailure if the answer is not yes, or nobody is there to ask
   */
  public void require(Session session, PrintWriter err, String question) {
    if (yes) {
      return;
    }
    if (session.person() == Session.Person.ABSENT) {
      throw new CommandFailure(question + " Without a terminal nobody can be asked: say --yes.");
    }
    err.print(question + " Type yes: ");
    err.flush();
    try {
      String answer = new BufferedReader(new InputStreamReader(session.in(), UTF_8)).readLine();
      if (answer == null || !answer.strip().equalsIgnoreCase("yes")) {
        throw new CommandFailure("nothing was done");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
