package dev.belfry.console.browser;

/**
 * Shows the scene until its input ends, for whoever works on the pages: run it from the IDE, open
 * the first address, build with {@code console/pages/build}, reload.
 */
public final class SceneMain {
  private SceneMain() {}

  /** Prints the addresses as lines {@code NAME=value}, then an empty line. */
  public static void main(String[] args) throws Exception {
    try (var scene = Scene.start()) {
      scene.environment().forEach((name, value) -> System.out.println(name + "=" + value));
      System.out.println();
      while (System.in.read() >= 0) {
        // Whoever started this ends it by closing its input.
      }
    }
  }
}
