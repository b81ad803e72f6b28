/** The protocol and the work of a consumer. */
@NullMarked
package dev.belfry.beanstalkd.internal;

import org.jspecify.annotations.NullMarked;
