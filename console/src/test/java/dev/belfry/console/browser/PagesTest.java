package dev.belfry.console.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The pages in a real browser, on a real console and Redis: each test of {@code
 * console/pages/tests} is one of this class.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private Browser browser;
  private Scene scene;

  @BeforeAll
  void openScene() throws Exception {
    browser = Browser.find();
    assumeTrue(browser.missing().isEmpty(), browser.missing());
    scene = Scene.start();
  }

  @AfterAll
  void closeScene() throws Exception {
    if (scene != null) {
      scene.close();
    }
  }

  @TestFactory
  List<DynamicTest> pages() throws Exception {
    return browser.run(scene.environment()).stream()
        .map(result -> dynamicTest(result.name(), result::require))
        .toList();
  }
}
