package dev.belfry.beanstalkd;

import dev.belfry.service.config.RedisConf;
import java.util.List;

/**
 * A queue as go-queue's DqConf has it in a file. Immutable.
 *
 * @param beanstalks the servers, each with its tube
 * @param redis where consumers agree on who runs a job
 */
public record BeanstalkQueueConf(List<BeanstalkNode> beanstalks, RedisConf redis) {

  public BeanstalkQueueConf {
    beanstalks = BeanstalkNode.checked(beanstalks, 1);
  }
}
