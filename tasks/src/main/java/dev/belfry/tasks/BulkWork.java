package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.Change;
import dev.belfry.tasks.internal.redis.Moving;
import dev.belfry.tasks.internal.redis.Pace;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.SearchPlace;
import dev.belfry.tasks.internal.redis.SearchPosition;
import dev.belfry.tasks.internal.redis.Searched;
import dev.belfry.tasks.internal.redis.Searching;
import dev.belfry.tasks.internal.redis.StoredTask;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for tasks and does something to them, portion by portion. For one thread, and one run. */
final class BulkWork {
  /** A script that changes as many keeps Redis from others for about two milliseconds. */
  private static final int PORTION = 100;

  /** Tasks taken from a list between two looks move the others: as many are looked at again. */
  private static final int OVERLAP = 200;

  private final RedisBroker broker;
  private final Searching searching;
  private final TaskTransfer transfer;
  private final BulkAction action;
  private final BulkRun run;

  BulkWork(RedisBroker broker, BulkAction action, BulkRun run) {
    this.broker = broker;
    this.action = action;
    this.run = run;
    searching = broker.searching();
    transfer = new TaskTransfer(broker);
  }

  void run(TaskFilter filter) {
    var pace = new Pace(TaskSearch.DEFAULT_TASKS_PER_SECOND);
    Map<SearchPlace, Long> places = new LinkedHashMap<>();
    for (String queue : broker.queues()) {
      if (filter.meansQueue(queue)) {
        for (SearchPlace place : searching.places(queue, filter.states())) {
          long size = searching.size(place);
          run.toLookAt(size);
          places.put(place, size);
        }
      }
    }
    places.forEach((place, size) -> work(place, size, filter, pace));
  }

  /** As many as there were; what was done may bring tasks back to where they were. */
  private void work(SearchPlace place, long size, TaskFilter filter, Pace pace) {
    Set<String> seen = new HashSet<>();
    List<String> needles = filter.needles();
    SearchPosition at = SearchPosition.start(place);
    long left = size;
    long overlap = 0;
    while (left > 0 && !run.isCancelled()) {
      int most = (int) Math.min(left + overlap, Integer.MAX_VALUE);
      Searched part = searching.await(searching.look(at, needles, most));
      long passed = Math.min(left, part.looked() - overlap);
      if (passed <= 0) {
        break;
      }
      pace.took(part.looked());
      List<Searched.Hit> hits =
          part.hits().stream().filter(hit -> isMeant(hit, filter) && seen.add(hit.id())).toList();
      int gone = 0;
      for (int i = 0; i < hits.size() && !run.isCancelled(); i += PORTION) {
        gone += change(place, hits.subList(i, Math.min(hits.size(), i + PORTION)));
      }
      run.looked(passed);
      left -= passed;
      if (gone > 0 && place.isList()) {
        long next = Math.max(0, part.end().index() + 1 - gone);
        overlap = Math.min(OVERLAP, next);
        at = SearchPosition.index(place, next - overlap);
      } else {
        overlap = 0;
        at = part.end();
      }
    }
  }

  private boolean isMeant(Searched.Hit hit, TaskFilter filter) {
    var task = new TaskInfo(hit.task());
    return task.state() == hit.position().place().state()
        && filter.matches(task)
        && TaskBulk.isSubject(action, task);
  }

  private int change(SearchPlace place, List<Searched.Hit> hits) {
    List<Change> changes =
        switch (action) {
          case BulkAction.Run any -> changed(Moving.Bulk.RUN, place, hits);
          case BulkAction.Archive any -> changed(Moving.Bulk.ARCHIVE, place, hits);
          case BulkAction.Delete any -> changed(Moving.Bulk.DELETE, place, hits);
          case BulkAction.Cancel any -> hits.stream().map(this::cancel).toList();
          case BulkAction.Move(String toQueue) ->
              hits.stream().map(hit -> transfer.move(seen(hit), toQueue)).toList();
          case BulkAction.Requeue(TaskEdit edit) ->
              hits.stream().map(hit -> transfer.requeue(seen(hit), edit)).toList();
        };
    int done = 0;
    for (Change change : changes) {
      if (change == Change.DONE) {
        run.done();
        done++;
      } else {
        run.refused(refusal(change));
      }
    }
    return action instanceof BulkAction.Cancel ? 0 : done;
  }

  private List<Change> changed(Moving.Bulk how, SearchPlace place, List<Searched.Hit> hits) {
    return broker.admin().change(how, place, hits);
  }

  private Change cancel(Searched.Hit hit) {
    TaskState state =
        broker.task(hit.position().place().queue(), hit.id()).map(StoredTask::state).orElse(null);
    if (state != TaskState.ACTIVE) {
      return state == null ? Change.MISSING : Change.CHANGED;
    }
    broker.publishCancel(hit.id());
    return Change.DONE;
  }

  private static TaskTransfer.Seen seen(Searched.Hit hit) {
    return new TaskTransfer.Seen(hit.message(), hit.task().message(), hit.task().state());
  }

  private static BulkRefusal refusal(Change change) {
    return switch (change) {
      case CHANGED -> BulkRefusal.CHANGED;
      case MISSING -> BulkRefusal.MISSING;
      case STAGED, ACTIVE -> BulkRefusal.TAKEN;
      case CONFLICT -> BulkRefusal.ID_CONFLICT;
      case DUPLICATE -> BulkRefusal.DUPLICATE;
      case PENDING, ARCHIVED, COMPLETED, AGGREGATING -> BulkRefusal.STATE;
      case DONE -> throw new IllegalStateException("this was done");
    };
  }
}
