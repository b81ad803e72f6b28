package dev.belfry.beanstalkd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.messaging.Outcome;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.ConfigException;
import org.junit.jupiter.api.Test;

class BeanstalkQueueConfTest {
  record Jobs(BeanstalkQueueConf dqConf) {}

  @Test
  void sectionOfDq_loadsAsItIs() {
    var conf =
        parse(
            """
            DqConf:
              Beanstalks:
                - Endpoint: beanstalk-1:11300
                  Tube: orders
                - Endpoint: beanstalk-2:11300
                  Tube: orders
              Redis:
                Host: redis:6379
                Type: node
                Pass: secret
            """);

    assertThat(conf.beanstalks())
        .containsExactly(
            new BeanstalkNode("beanstalk-1:11300", "orders"),
            new BeanstalkNode("beanstalk-2:11300", "orders"));
    assertThat(conf.redis().host()).isEqualTo("redis:6379");
    assertThat(conf.toString()).doesNotContain("secret");
    assertThat(BeanstalkQueue.builder(conf, message -> Outcome.done()).build().name())
        .isEqualTo("orders");
    assertThat(BeanstalkProducer.builder(conf.beanstalks()).build().name()).isEqualTo("orders");
  }

  @Test
  void tubeOrEndpointThatCannotBe_isAnErrorThatSaysWhatIsAllowed() {
    assertThatThrownBy(() -> parse(section("a:11300", "-orders")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("\"-orders\"")
        .hasMessageContaining("letters, digits");
    assertThatThrownBy(() -> parse(section("a", "orders"))).hasMessageContaining("host:port");
    assertThatThrownBy(() -> parse(section("a:99999", "orders"))).hasMessageContaining("a:99999");
    assertThatThrownBy(() -> new BeanstalkNode("a:1", "x".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new BeanstalkNode("[::1]:11300", "a-b+c/d;e.f$g_h(i)").host()).isEqualTo("::1");
  }

  private static String section(String endpoint, String tube) {
    return "DqConf: {Beanstalks: [{Endpoint: \"%s\", Tube: \"%s\"}], Redis: {Host: \"r:1\"}}"
        .formatted(endpoint, tube);
  }

  private static BeanstalkQueueConf parse(String yaml) {
    return Config.parse(yaml, Jobs.class).dqConf();
  }
}
