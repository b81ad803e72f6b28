package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Json;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** Filters that were saved, for all users. */
public final class ViewsApi implements Api {
  private static final String STORE = "views";

  /** More than a menu can show. */
  private static final int MOST = 200;

  private static final int MAX_NAME = 100;

  private final Desk desk;

  public ViewsApi(Desk desk) {
    this.desk = desk;
  }

  record View(String id, String name, FilterBody filter, String owner, String createdAt) {}

  record NewView(String name, FilterBody filter) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/views", Role.VIEWER, this::list);
    router.post("/api/v1/views", Role.OPERATOR, this::save);
    router.delete("/api/v1/view", Role.OPERATOR, this::delete);
  }

  private void list(Call call) {
    call.json(
        Part.whole(
            desk.inspector().tools().map(STORE).values().stream()
                .map(json -> Json.read(json, View.class))
                .sorted(Comparator.comparing(View::name))
                .toList()));
  }

  private void save(Call call) throws Exception {
    NewView wanted = call.body(NewView.class);
    if (wanted.name() == null || wanted.name().isBlank() || wanted.name().length() > MAX_NAME) {
      throw Problem.field("name", "a view has a name of at most " + MAX_NAME + " characters");
    }
    if (wanted.filter() == null) {
      throw Problem.field("filter", "the filter is missing");
    }
    wanted.filter().filter();
    var view =
        new View(
            UUID.randomUUID().toString(),
            wanted.name(),
            wanted.filter(),
            call.caller().user(),
            Json.time(Instant.now()));
    desk.audit()
        .run(
            call,
            Act.of("view.save", wanted.name(), null),
            () -> {
              try {
                desk.inspector().tools().put(STORE, view.id(), Json.text(view), MOST);
              } catch (IllegalStateException e) {
                throw Problem.of(409, "there are " + MOST + " views already: delete some");
              }
            });
    call.json(201, view);
  }

  private void delete(Call call) throws Exception {
    String id = call.required("id");
    desk.audit()
        .run(
            call,
            Act.of("view.delete", id, null),
            () -> {
              if (!desk.inspector().tools().remove(STORE, id)) {
                throw Problem.of(404, "there is no view '" + id + "'");
              }
            });
    call.done();
  }
}
