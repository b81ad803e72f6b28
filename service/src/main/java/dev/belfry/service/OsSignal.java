package dev.belfry.service;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A signal that the process handles itself. The JDK has no public way to hear a signal (exit hooks
 * do not hear a second one), and the compiler warns about {@code sun.misc.Signal} in a way that
 * cannot be suppressed, so it is called by reflection. The module jdk.unsupported keeps it open for
 * that.
 */
final class OsSignal implements AutoCloseable {
  private final Object signal;
  private final Object previousHandler;

  private OsSignal(Object signal, Object previousHandler) {
    this.signal = signal;
    this.previousHandler = previousHandler;
  }

  /**
   * Handles a signal from now until {@link #close}; each arrival has its own thread.
   *
   * @param name the name without SIG
   * @throws UnsupportedOperationException if the system has no such signal, or the JVM keeps it to
   *     itself
   */
  static OsSignal handle(String name, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Object signal = type.getConstructor(String.class).newInstance(name);
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              OsSignal.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> answer(proxy, method, arguments, action));
      return new OsSignal(signal, register(signal, handler));
    } catch (InvocationTargetException e) {
      throw new UnsupportedOperationException(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException(e.toString(), e);
    }
  }

  private static Object register(Object signal, Object handler)
      throws ReflectiveOperationException {
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), handlerType)
        .invoke(null, signal, handler);
  }

  @SuppressWarnings("ReferenceEquality") // That is what equals means for an object like this.
  private static Object answer(Object proxy, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "handle" -> {
        action.run();
        yield proxy; // The method is void: nobody looks.
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "Belfry's signal handler";
    };
  }

  /** Gives the signal back to the one who had it. */
  @Override
  public void close() {
    try {
      register(signal, previousHandler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
