package dev.belfry.service.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keys that existing files may have in this record's place, and that change nothing here. Any value
 * is accepted.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NoEffect {

  /** Keys whose author should know that nothing comes of them: logged once as a warning. */
  String[] value() default {};

  /** Keys that nobody misses: not logged. */
  String[] harmless() default {};
}
