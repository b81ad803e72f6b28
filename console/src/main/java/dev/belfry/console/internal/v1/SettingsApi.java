package dev.belfry.console.internal.v1;

import dev.belfry.console.ConsoleConf;
import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** How this console is set, and the description of its API. */
public final class SettingsApi implements Api {
  private final ConsoleConf conf;
  private final byte[] openApi;

  public SettingsApi(ConsoleConf conf) {
    this.conf = conf;
    try (InputStream in =
        Objects.requireNonNull(
            SettingsApi.class.getResourceAsStream("/dev/belfry/console/openapi.json"))) {
      openApi = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Setting(
      String key,
      String value,
      @com.fasterxml.jackson.annotation.JsonProperty("default") String usual,
      String meaning) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/settings", Role.ADMIN, call -> call.json(Part.whole(settings())));
    router.openGet("/api/v1/openapi.json", call -> call.bytes(200, "application/json", openApi));
  }

  private List<Setting> settings() {
    ConsoleConf usual = ConsoleConf.DEFAULT;
    return List.of(
        setting("Host", conf.host(), usual.host(), "the address to listen on"),
        setting("Port", conf.port(), usual.port(), "the port"),
        setting("BasePath", conf.basePath(), usual.basePath(), "the path everything is under"),
        setting(
            "AllowedHosts",
            conf.allowedHosts(),
            usual.allowedHosts(),
            "names by which browsers may call the console"),
        setting("ReadOnly", conf.readOnly(), usual.readOnly(), "nobody may change anything"),
        setting("MaxBody", conf.maxBody(), usual.maxBody(), "bytes a request may have"),
        setting(
            "Access.Anonymous",
            conf.access().anonymous(),
            usual.access().anonymous(),
            "the role of those who have not logged in"),
        setting(
            "Access.UsersFile",
            conf.access().usersFile(),
            usual.access().usersFile(),
            "the file with users and hashed passwords"),
        setting(
            "Access.Session", conf.access().session(), usual.access().session(), "a login's life"),
        setting(
            "Access.Oidc.Issuer",
            conf.access().oidc().issuer(),
            usual.access().oidc().issuer(),
            "the provider of identities"),
        setting(
            "Access.Proxy.Addresses",
            conf.access().proxy().addresses(),
            usual.access().proxy().addresses(),
            "proxies that are believed about who calls"),
        setting("Masks", conf.masks().size(), 0, "rules for what is not shown of payloads"),
        setting(
            "Services",
            conf.services().stream().map(ConsoleConf.ServiceConf::name).toList(),
            List.of(),
            "processes whose health is polled"),
        setting(
            "Kafka",
            conf.kafka().stream().map(ConsoleConf.KafkaClusterConf::name).toList(),
            List.of(),
            "clusters to show"),
        setting("Prometheus", conf.prometheus(), usual.prometheus(), "where metrics come from"),
        setting(
            "Sampling.Interval",
            conf.sampling().interval(),
            usual.sampling().interval(),
            "how often queues are looked at, at most"),
        setting(
            "Sampling.CommandsPerSecond",
            conf.sampling().commandsPerSecond(),
            usual.sampling().commandsPerSecond(),
            "how many Redis commands samples may cost"),
        setting(
            "Sampling.Idle",
            conf.sampling().idle(),
            usual.sampling().idle(),
            "how often queues are looked at while nobody watches"));
  }

  private static Setting setting(String key, Object value, Object usual, String meaning) {
    return new Setting(key, String.valueOf(value), String.valueOf(usual), meaning);
  }
}
