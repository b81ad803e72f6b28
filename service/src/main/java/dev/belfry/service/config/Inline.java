package dev.belfry.service.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The keys of this component, a record, stand among the keys of the record that contains it. This
 * is how an embedded struct looks in a file: {@code record MyConf(@Inline ServiceConf service, …)}
 * takes {@code Name} and {@code Log} on its own level.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Inline {}
