package dev.belfry.kafka;

import dev.belfry.service.config.Default;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.Range;
import dev.belfry.service.config.ServiceConf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue as go-queue's KqConf has it in a file. All its keys are read; where their meaning would
 * lose messages, {@link KafkaQueue} does the safer thing and logs it at the start. Immutable.
 *
 * @param service {@code Name} is the queue's name; the other keys are those of the process
 * @param brokers {@code host:port} each
 * @param group the consumer group
 * @param topic the topic
 * @param offset where a group starts that has committed nothing; default {@code first}
 * @param conns members of the group in this process; default 1
 * @param consumers no effect: one thread fetches for each member
 * @param processors handlers that run at once, for each member; default 8
 * @param minBytes what a broker gathers, for up to half a second; default 1
 * @param maxBytes what a fetch brings at most; default 10 MiB
 * @param username for the login; default none
 * @param password for the login; default none
 * @param caFile PEM file of the authorities to trust, which makes the connection TLS; default none
 * @param mechanism of the login: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; default PLAIN
 * @param forceCommit no effect: what fails is tried again, then becomes a dead letter
 * @param commitInOrder no effect: commits never pass an unfinished message
 * @param createTopic creates the topic if it is missing; default: a missing topic is an error
 */
public record KafkaQueueConf(
    @Inline ServiceConf service,
    List<String> brokers,
    String group,
    String topic,
    @Nullable StartFrom offset,
    @Default("1") int conns,
    @Nullable Integer consumers,
    @Default("8") @Range(min = 1) int processors,
    @Range(min = 1) @Nullable Integer minBytes,
    @Default("10485760") @Range(min = 1) int maxBytes,
    @Nullable String username,
    @Nullable String password,
    @Nullable String caFile,
    @Nullable String mechanism,
    @Nullable Boolean forceCommit,
    @Nullable Boolean commitInOrder,
    @Nullable CreateTopicConf createTopic) {

  /**
   * How a missing topic is created.
   *
   * @param partitions at least 1
   * @param replicas default −1, as the brokers are set
   */
  public record CreateTopicConf(
      @Range(min = 1) int partitions, @Default("-1") @Range(min = -1) int replicas) {
    MissingTopic policy() {
      return new MissingTopic.Created(partitions, replicas);
    }
  }

  KafkaConnection connection() {
    return new KafkaConnection(
        brokers,
        KafkaLogin.of(mechanism, username, password),
        caFile == null || caFile.isBlank() ? null : KafkaTls.trusting(Path.of(caFile)));
  }

  /** What the file asks for and does not get, a sentence each. */
  List<String> notes() {
    var notes = new ArrayList<String>();
    if (offset == null) {
      notes.add("Offset is absent: a new group starts at the first message, not the last");
    }
    if (forceCommit != null) {
      notes.add(
          "ForceCommit has no effect: a failed message is tried again, then put into the"
              + " dead-letter topic");
    }
    if (commitInOrder != null) {
      notes.add("CommitInOrder has no effect: commits never pass an unfinished message");
    }
    if (consumers != null) {
      notes.add("Consumers has no effect: one thread fetches; Processors bounds the handlers");
    }
    if (caFile != null && !caFile.isBlank()) {
      notes.add("CaFile: the brokers' certificates and host names are verified");
    }
    return List.copyOf(notes);
  }

  /** The password is left out. */
  @Override
  public String toString() {
    return "KafkaQueueConf[%s, group %s, topic %s, %s]"
        .formatted(service.name(), group, topic, String.join(",", brokers));
  }
}
