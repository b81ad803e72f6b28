/** The beanstalkd adapter of the messaging model. */
@NullMarked
package dev.belfry.beanstalkd;

import org.jspecify.annotations.NullMarked;
