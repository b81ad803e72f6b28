package dev.belfry.console.internal.v1;

import dev.belfry.console.ConsoleConf;
import dev.belfry.console.internal.access.Access;
import dev.belfry.console.internal.access.OidcLogin;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.audit.AuditEntry;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;

/** Logins by OpenID Connect. */
public final class OidcApi implements Api {
  private static final String COOKIE = "belfry_login";
  private static final int MINUTES = 10;

  private final ConsoleConf conf;
  private final Access access;
  private final Desk desk;
  private final OidcLogin login;

  public OidcApi(ConsoleConf conf, Access access, Desk desk) {
    this.conf = conf;
    this.access = access;
    this.desk = desk;
    login = new OidcLogin(conf.access().oidc());
  }

  @Override
  public void mount(Router router) {
    router.openGet("/api/v1/login/oidc", this::begin);
    router.openGet("/api/v1/login/oidc/callback", this::end);
  }

  private void begin(Call call) throws InterruptedException {
    requireSet();
    String back = call.text("return").orElse("/");
    // Anything but a plain path could lead to another site.
    String safe = back.matches("/(?![/\\\\])[\\w./?=&%:~-]*|/") ? back : "/";
    OidcLogin.Start start = login.begin(safe);
    call.addHeader("Set-Cookie", cookie(start.state(), MINUTES * 60));
    call.redirect(start.page());
  }

  private void end(Call call) throws InterruptedException {
    requireSet();
    if (call.text("error").isPresent()) {
      throw Problem.of(401, "the provider refused: " + call.required("error"));
    }
    OidcLogin.Done done =
        login.end(call.required("code"), call.required("state"), call.cookie(COOKIE));
    call.addHeader("Set-Cookie", access.open(done.identity(), conf.basePath()));
    call.addHeader("Set-Cookie", cookie("", 0));
    desk.audit()
        .note(
            done.identity(),
            call.remote(),
            Act.of("login", null, "OpenID Connect"),
            AuditEntry.Result.DONE,
            null);
    call.redirect(conf.basePath() + done.back());
  }

  private void requireSet() {
    if (!conf.access().oidc().isSet()) {
      throw Problem.of(404, "no provider of identities is configured");
    }
  }

  /** Lax, because the way back from the provider begins at its site. */
  private String cookie(String state, int seconds) {
    return COOKIE
        + "="
        + state
        + "; Path="
        + conf.basePath()
        + "/api/v1/login; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Lax"
        + (conf.access().secureCookie() ? "; Secure" : "");
  }
}
