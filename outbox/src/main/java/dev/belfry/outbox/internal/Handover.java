package dev.belfry.outbox.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hands the intents of a batch over so that each key keeps its order whatever fails: in waves, with
 * at most one intent of a key in each, and nothing of a key after one of it that was not taken.
 */
final class Handover {
  private final Map<StoredIntent, Verdict> verdicts = new LinkedHashMap<>();
  private final Set<Long> held = new HashSet<>();

  private Handover() {}

  /** What became of each intent; those that had to wait for another one are missing. */
  static Map<StoredIntent, Verdict> of(List<StoredIntent> intents, Sink sink)
      throws InterruptedException {
    var handover = new Handover();
    List<StoredIntent> left = intents;
    while (!left.isEmpty()) {
      left = handover.wave(left, sink);
    }
    return handover.verdicts;
  }

  private List<StoredIntent> wave(List<StoredIntent> intents, Sink sink)
      throws InterruptedException {
    var wave = new ArrayList<StoredIntent>();
    var later = new ArrayList<StoredIntent>();
    Set<Long> keys = new HashSet<>();
    for (StoredIntent intent : intents) {
      Long key = intent.orderKey();
      if (key == null || keys.add(key)) {
        wave.add(intent);
      } else {
        later.add(intent);
      }
    }
    List<Verdict> results = sink.hand(wave);
    boolean anyDone = false;
    for (int i = 0; i < wave.size(); i++) {
      verdicts.put(wave.get(i), results.get(i));
      Long key = wave.get(i).orderKey();
      if (results.get(i) instanceof Verdict.Done) {
        anyDone = true;
      } else if (key != null) {
        held.add(key);
      }
    }
    if (!anyDone && results.stream().anyMatch(Verdict.Refused.class::isInstance)) {
      // Nobody takes anything just now.
      return List.of();
    }
    return later.stream().filter(intent -> !held.contains(intent.orderKey())).toList();
  }
}
