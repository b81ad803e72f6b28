/**
 * Messages with a delay over several beanstalkd servers, as go-queue's dq has them, but at least
 * once: {@link dev.belfry.beanstalkd.BeanstalkProducer} writes, {@link
 * dev.belfry.beanstalkd.BeanstalkQueue} handles.
 */
@NullMarked
package dev.belfry.beanstalkd;

import org.jspecify.annotations.NullMarked;
