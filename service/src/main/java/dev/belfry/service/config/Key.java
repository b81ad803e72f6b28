package dev.belfry.service.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The key of a component in the file, where it is not the component's name. Without it, the key of
 * {@code listenOn} is {@code ListenOn}. Upper and lower case are not told apart.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

  /** The key. */
  String value();
}
