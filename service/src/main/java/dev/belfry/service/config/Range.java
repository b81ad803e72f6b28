package dev.belfry.service.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers that a component accepts, both ends included. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {

  /** The least value. Default: no lower bound. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The greatest value. Default: no upper bound. */
  double max() default Double.POSITIVE_INFINITY;
}
