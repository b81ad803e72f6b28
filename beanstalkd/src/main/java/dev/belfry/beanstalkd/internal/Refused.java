package dev.belfry.beanstalkd.internal;

import java.io.IOException;

/** A server answered something else than was hoped for; the connection is as good as before. */
public final class Refused extends IOException {
  private static final long serialVersionUID = 1;

  private final String answer;

  Refused(String command, String answer) {
    super("answered " + answer + " to " + command + hint(answer));
    this.answer = answer;
  }

  /** The server's word, such as {@code NOT_FOUND}. */
  String answer() {
    return answer;
  }

  private static String hint(String answer) {
    return switch (answer) {
      case "JOB_TOO_BIG" ->
          ": the body is larger than the server's limit (beanstalkd -z, 65535 by default)";
      case "DRAINING" -> ": the server is about to end and takes no new jobs";
      case "OUT_OF_MEMORY" -> ": the server has no memory left for the job";
      default -> "";
    };
  }
}
