package dev.belfry.looklook.acceptance;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another main class, and ends the JVM when the pipe on standard input closes: a child does
 * not outlive the tests that started it, even if those were killed.
 */
public final class ChildMain {
  private static final int KILLED = 137;

  private ChildMain() {}

  /** The name of the main class, then its arguments. */
  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::haltWithParent);
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void haltWithParent() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // A pipe that cannot be read has nobody at the other end.
    }
    Runtime.getRuntime().halt(KILLED);
  }
}
