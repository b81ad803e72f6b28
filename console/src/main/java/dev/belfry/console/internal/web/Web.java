package dev.belfry.console.internal.web;

import dev.belfry.console.ConsoleConf;
import dev.belfry.console.internal.access.Access;
import dev.belfry.console.internal.access.Identity;
import dev.belfry.console.internal.access.Role;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP side of APIs: guards, roles, errors, pages. Immutable. */
public final class Web {
  /**
   * Names in the paths of asynqmon may hold anything, so encoded slashes and the like are names.
   */
  private static final UriCompliance NAMES_IN_PATHS =
      UriCompliance.from(
          EnumSet.of(
              Violation.AMBIGUOUS_PATH_SEPARATOR,
              Violation.AMBIGUOUS_PATH_ENCODING,
              Violation.AMBIGUOUS_PATH_PARAMETER,
              Violation.AMBIGUOUS_PATH_SEGMENT,
              Violation.AMBIGUOUS_EMPTY_SEGMENT,
              Violation.SUSPICIOUS_PATH_CHARACTERS));

  /** Where a request keeps that it has been told what is wrong. */
  private static final String PROBLEM = "belfry.problem";

  private final ConsoleConf conf;
  private final Access access;
  private final List<Api> apis;
  private final Guard guard;
  private final Pages pages;

  public Web(ConsoleConf conf, Access access, List<Api> apis) {
    this.conf = conf;
    this.access = access;
    this.apis = List.copyOf(apis);
    guard = new Guard(conf);
    pages = new Pages(conf.basePath());
  }

  /** A server that is not started. */
  public Javalin create() {
    return Javalin.create(this::configure);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = conf.maxBody();
    config.router.contextPath = conf.basePath().isEmpty() ? "/" : conf.basePath();
    config.jetty.modifyHttpConfiguration(http -> {
      http.setUriCompliance(NAMES_IN_PATHS);
      http.setSendServerVersion(false);
    });
    config.jetty.modifyServletContextHandler(
        handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
    config.routes.before(context -> {
      guard.headers(context);
      guard.check(context);
      if (context.req().getContentLengthLong() > conf.maxBody()) {
        throw Call.tooLarge(conf.maxBody());
      }
    });
    var router = new Routes(config);
    apis.forEach(api -> api.mount(router));
    config.routes.get("/*", this::page);
    config.routes.error(404, context -> unanswered(context, 404, "there is nothing at "));
    config.routes.error(405, context -> unanswered(context, 405, "another method is needed at "));
    config.routes.exception(Exception.class, Web::failed);
  }

  private void page(Context context) {
    if (isApi(context)) {
      throw Problem.of(404, "there is nothing at " + context.path());
    }
    pages.serve(context);
  }

  private boolean isApi(Context context) {
    return context.path().startsWith(conf.basePath() + "/api/");
  }

  private static void unanswered(Context context, int status, String what) {
    if (context.attribute(PROBLEM) == null) {
      write(context, Problem.of(status, what + context.path()));
    }
  }

  private static void failed(Exception failure, Context context) {
    write(context, Problems.of(failure, context.method() + " " + context.path()));
  }

  private static void write(Context context, Problem problem) {
    Problem.Body body = problem.body();
    Long retry = body.retryAfterMs();
    if (retry != null) {
      context.header("Retry-After", String.valueOf(retry / 1000 + 1));
    }
    context.attribute(PROBLEM, body.status());
    context.status(body.status()).contentType("application/problem+json").result(Json.bytes(body));
  }

  private @Nullable Identity identify(Context context) {
    try {
      return access
          .identify(context.req().getRemoteAddr(), context.cookie(Access.COOKIE), context::header)
          .orElse(null);
    } catch (Access.TooManyTries e) {
      throw Problem.tooMany(e.after(), String.valueOf(e.getMessage()));
    }
  }

  /** Mounts routes on Javalin. */
  private final class Routes implements Router {
    private final JavalinConfig config;

    Routes(JavalinConfig config) {
      this.config = config;
    }

    @Override
    public void get(String path, Role role, Answerer answerer) {
      add(HandlerType.GET, path, Optional.of(role), answerer);
    }

    @Override
    public void post(String path, Role role, Answerer answerer) {
      add(HandlerType.POST, path, Optional.of(role), answerer);
    }

    @Override
    public void put(String path, Role role, Answerer answerer) {
      add(HandlerType.PUT, path, Optional.of(role), answerer);
    }

    @Override
    public void delete(String path, Role role, Answerer answerer) {
      add(HandlerType.DELETE, path, Optional.of(role), answerer);
    }

    @Override
    public void openGet(String path, Answerer answerer) {
      add(HandlerType.GET, path, Optional.empty(), answerer);
    }

    @Override
    public void openPost(String path, Answerer answerer) {
      config.routes.addHttpHandler(
          HandlerType.POST, path, context -> answer(context, Optional.empty(), answerer));
    }

    private void add(HandlerType method, String path, Optional<Role> role, Answerer answerer) {
      boolean changes = !method.equals(HandlerType.GET);
      config.routes.addHttpHandler(
          method,
          path,
          context -> {
            if (changes && conf.readOnly()) {
              requireRole(identify(context), Role.VIEWER);
              throw readOnly(context);
            }
            answer(context, role, answerer);
          });
    }

    private Problem readOnly(Context context) {
      // asynqmon says 405, and its pages expect no more.
      boolean own = context.path().startsWith(conf.basePath() + "/api/v1/");
      return Problem.of(own ? 403 : 405, "this console is read-only: nobody may change anything");
    }

    private void answer(Context context, Optional<Role> role, Answerer answerer) throws Exception {
      Identity identity = identify(context);
      role.ifPresent(needed -> requireRole(identity, needed));
      answerer.answer(
          new Call(context, identity, conf.maxBody(), () -> isStill(context, identity, role)));
    }

    /** Whether the same person would still be let in. */
    private boolean isStill(Context context, @Nullable Identity before, Optional<Role> role) {
      Identity now;
      try {
        now = identify(context);
      } catch (Problem e) {
        return false;
      }
      return role.isEmpty()
          || (now != null
              && before != null
              && now.user().equals(before.user())
              && now.role().includes(role.get()));
    }

    private static void requireRole(@Nullable Identity identity, Role needed) {
      if (identity == null) {
        throw Problem.of(401, "log in first");
      }
      if (!identity.role().includes(needed)) {
        throw Problem.of(
            403,
            "this needs the role "
                + needed.word()
                + "; "
                + identity.user()
                + " is "
                + identity.role().word());
      }
    }
  }
}
