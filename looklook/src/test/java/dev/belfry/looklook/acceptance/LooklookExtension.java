package dev.belfry.looklook.acceptance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests the one {@link Looklook} of the test run: started for the first test that asks, whole
 * before each test, stopped after the last. Shows what its processes wrote when a test fails.
 */
final class LooklookExtension implements ParameterResolver, BeforeEachCallback, TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(LooklookExtension.class);

  private static Looklook looklook(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Looklook.class, key -> Looklook.start(Looklook.SOON), Looklook.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Looklook.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return looklook(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    looklook(context).mend();
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    System.err.println(looklook(context).processes().tails());
  }
}
