package dev.belfry.console;

import dev.belfry.console.ConsoleConf.AccessConf;
import dev.belfry.console.ConsoleConf.KafkaClusterConf;
import dev.belfry.console.ConsoleConf.MaskConf;
import dev.belfry.console.ConsoleConf.SamplingConf;
import dev.belfry.console.ConsoleConf.ServiceConf;
import java.util.ArrayList;
import java.util.List;

/** Changes settings of a console; {@link ConsoleConf#toBuilder} makes one. For one thread. */
public final class ConsoleConfBuilder {
  private final List<MaskConf> masks;
  private final List<ServiceConf> services;
  private final List<KafkaClusterConf> kafka;
  private final List<String> allowedHosts;
  private final int maxBody;
  private String host;
  private int port;
  private String basePath;
  private boolean readOnly;
  private AccessConf access;
  private String prometheus;
  private SamplingConf sampling;

  ConsoleConfBuilder(ConsoleConf conf) {
    host = conf.host();
    port = conf.port();
    basePath = conf.basePath();
    allowedHosts = new ArrayList<>(conf.allowedHosts());
    readOnly = conf.readOnly();
    maxBody = conf.maxBody();
    access = conf.access();
    masks = new ArrayList<>(conf.masks());
    services = new ArrayList<>(conf.services());
    kafka = new ArrayList<>(conf.kafka());
    prometheus = conf.prometheus();
    sampling = conf.sampling();
  }

  /** The address to listen on. */
  public ConsoleConfBuilder host(String value) {
    host = value;
    return this;
  }

  /** The port; 0 = any free one. */
  public ConsoleConfBuilder port(int value) {
    if (value < 0 || value > 65535) {
      throw new IllegalArgumentException("a port lies between 0 and 65535: " + value);
    }
    port = value;
    return this;
  }

  /** The path that everything is under, such as {@code /belfry}. */
  public ConsoleConfBuilder basePath(String value) {
    basePath = value;
    return this;
  }

  /** A further name by which browsers may call the console. */
  public ConsoleConfBuilder allowedHost(String name) {
    allowedHosts.add(name);
    return this;
  }

  /** Nobody may change anything. */
  public ConsoleConfBuilder readOnly() {
    readOnly = true;
    return this;
  }

  /** Who may do what. */
  public ConsoleConfBuilder access(AccessConf value) {
    access = value;
    return this;
  }

  /** The file with users and hashed passwords. */
  public ConsoleConfBuilder usersFile(String value) {
    access =
        new AccessConf(
            access.anonymous(),
            value,
            access.session(),
            access.secureCookie(),
            access.oidc(),
            access.proxy());
    return this;
  }

  /** Something that is not shown of payloads and results. */
  public ConsoleConfBuilder mask(MaskConf value) {
    masks.add(value);
    return this;
  }

  /** A process whose health is polled. */
  public ConsoleConfBuilder service(String name, String url) {
    services.add(new ServiceConf(name, url));
    return this;
  }

  /** A Kafka cluster to show, without a login; {@code host:port,host:port}. */
  public ConsoleConfBuilder kafka(String name, String brokers) {
    kafka.add(new KafkaClusterConf(name, List.of(brokers.split(",", -1)), "", "", ""));
    return this;
  }

  /** Where metrics come from. */
  public ConsoleConfBuilder prometheus(String url) {
    prometheus = url;
    return this;
  }

  /** How often queues are looked at. */
  public ConsoleConfBuilder sampling(SamplingConf value) {
    sampling = value;
    return this;
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  public ConsoleConf build() {
    return new ConsoleConf(
        host,
        port,
        basePath,
        allowedHosts,
        readOnly,
        maxBody,
        access,
        masks,
        services,
        kafka,
        prometheus,
        sampling);
  }
}
