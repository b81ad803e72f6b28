package dev.belfry.tasks.internal.redis;

import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;

/**
 * Network threads that stay when the last client is closed. They are few, and daemons. If they
 * went, a connection attempt that fails just then would find nobody to tell, and fill the log.
 */
final class LastingThreads extends DefaultEventLoopGroupProvider {

  LastingThreads(int threads) {
    super(threads);
  }

  @Override
  public Promise<Boolean> release(
      EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
    return new DefaultPromise<Boolean>(ImmediateEventExecutor.INSTANCE).setSuccess(true);
  }
}
