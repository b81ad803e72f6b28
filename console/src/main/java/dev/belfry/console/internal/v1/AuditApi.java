package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.AuditEntry;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Who did what, and why. */
public final class AuditApi implements Api {
  /** How many entries one call looks at, whatever it asks for. */
  private static final int MOST_LOOKED = 5000;

  private static final int STEP = 500;

  private final Desk desk;

  public AuditApi(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void mount(Router router) {
    router.get("/api/v1/audit", Role.VIEWER, this::list);
  }

  private void list(Call call) {
    int limit = (int) call.number("limit", 30, 1, 1000);
    String before = Cursor.position(call);
    if (!before.isEmpty() && !before.matches("\\d{1,19}-\\d{1,19}")) {
      throw Problem.field("cursor", "the cursor is not one that this list gave");
    }
    Predicate<AuditEntry> wanted = wanted(call);
    List<AuditEntry> found = new ArrayList<>();
    for (int looked = 0; looked < MOST_LOOKED; looked += STEP) {
      List<AuditEntry> step = desk.audit().read(before, STEP);
      for (AuditEntry entry : step) {
        before = entry.id();
        if (wanted.test(entry)) {
          found.add(entry);
          if (found.size() == limit) {
            call.json(new Part<>(found, Cursor.of(before)));
            return;
          }
        }
      }
      if (step.size() < STEP) {
        call.json(Part.whole(found));
        return;
      }
    }
    call.json(new Part<>(found, Cursor.of(before)));
  }

  private static Predicate<AuditEntry> wanted(Call call) {
    String user = call.text("user").orElse("");
    String queue = call.text("queue").orElse("");
    String action = call.text("action").orElse("");
    String start = action.endsWith("*") ? action.substring(0, action.length() - 1) : "";
    return entry ->
        (user.isEmpty() || user.equals(entry.user()))
            && (queue.isEmpty() || queue.equals(entry.queue()))
            && (action.endsWith("*")
                ? entry.action().startsWith(start)
                : action.isEmpty() || action.equals(entry.action()));
  }
}
