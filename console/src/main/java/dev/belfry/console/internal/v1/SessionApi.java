package dev.belfry.console.internal.v1;

import dev.belfry.console.ConsoleConf;
import dev.belfry.console.internal.access.Access;
import dev.belfry.console.internal.access.Identity;
import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.audit.AuditEntry;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.RedisTarget;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who looks: the session, logins by password, logging out. */
public final class SessionApi implements Api {
  private final ConsoleConf conf;
  private final RedisTarget target;
  private final Access access;
  private final Desk desk;

  public SessionApi(ConsoleConf conf, RedisTarget target, Access access, Desk desk) {
    this.conf = conf;
    this.target = target;
    this.access = access;
    this.desk = desk;
  }

  record Session(
      @Nullable String user,
      @Nullable Role role,
      boolean readOnly,
      Login login,
      Features features,
      String version,
      String basePath,
      String redis,
      String namespace,
      Instant now) {}

  record Login(boolean password, boolean oidc, boolean proxy) {}

  record Features(
      boolean kafka,
      boolean services,
      boolean prometheus,
      boolean attempts,
      boolean dynamicSchedules,
      boolean audit) {}

  record Credentials(String user, String password) {}

  @Override
  public void mount(Router router) {
    router.openGet("/api/v1/session", call -> call.json(session(call.identity())));
    router.openPost("/api/v1/login", this::login);
    router.openPost("/api/v1/logout", this::logout);
  }

  private Session session(Optional<Identity> who) {
    String version = SessionApi.class.getPackage().getImplementationVersion();
    return new Session(
        who.map(Identity::user).orElse(null),
        who.map(Identity::role).orElse(null),
        conf.readOnly(),
        new Login(access.hasUsers(), conf.access().oidc().isSet(), conf.access().proxy().isSet()),
        new Features(
            !conf.kafka().isEmpty(),
            !conf.services().isEmpty(),
            !conf.prometheus().isEmpty(),
            true,
            true,
            true),
        version == null ? "development" : version,
        conf.basePath(),
        who.isPresent() ? target.address() : "",
        who.isPresent() ? target.namespace() : "",
        Instant.now());
  }

  private void login(Call call) {
    Credentials given = call.body(Credentials.class);
    if (given.user() == null || given.password() == null || given.password().length() > 1000) {
      throw Problem.field("password", "user and password are needed");
    }
    Optional<Identity> who;
    try {
      who = access.login(call.remote(), given.user(), given.password().toCharArray());
    } catch (Access.TooManyTries e) {
      throw Problem.tooMany(e.after(), String.valueOf(e.getMessage()));
    }
    Identity identity = who.orElseThrow(() -> Problem.of(401, "the name or the password is wrong"));
    call.addHeader("Set-Cookie", access.open(identity, conf.basePath()));
    desk.audit()
        .note(identity, call.remote(), Act.of("login", null, null), AuditEntry.Result.DONE, null);
    call.json(session(who));
  }

  private void logout(Call call) {
    call.addHeader("Set-Cookie", access.close(call.cookie(Access.COOKIE), conf.basePath()));
    call.done();
  }
}
