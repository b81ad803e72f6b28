package dev.belfry.beanstalkd.internal;

import dev.belfry.beanstalkd.BeanstalkNode;
import dev.belfry.messaging.Message;
import java.time.Instant;

/** Jobs as messages. */
public final class JobMessages {
  private JobMessages() {}

  /**
   * The message of a job: its id is the same for all copies, its partition the number of the node,
   * its offset the number of the job there.
   */
  public static Message of(BeanstalkNode node, int nodeIndex, Job job) {
    var body = DelayedBody.parse(job.body());
    return Message.of(node.tube())
        .id(DelayedBody.key(job.body()))
        .partition(nodeIndex)
        .offset(job.id())
        .value(body.map(DelayedBody::content).orElse(job.body()))
        .timestamp(body.map(DelayedBody::due).orElse(Instant.EPOCH))
        .build();
  }
}
