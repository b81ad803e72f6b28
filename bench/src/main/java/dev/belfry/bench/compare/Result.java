package dev.belfry.bench.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a match gave: the figures of each round.
 *
 * @param match its name
 * @param belfry one map a round
 * @param asynq likewise; none if asynq took no part
 */
public record Result(
    String match, List<Map<String, Object>> belfry, List<Map<String, Object>> asynq) {

  /**
   * One figure of both sides, each the median of the rounds.
   *
   * @param asynq NaN if asynq has no such figure
   */
  public record Row(String figure, double belfry, double asynq) {
    /** How many times asynq's value Belfry's is; NaN if that makes no sense. */
    public double ratio() {
      return asynq == 0 ? Double.NaN : belfry / asynq;
    }
  }

  /** All figures that are numbers. */
  public List<Row> rows() {
    Map<String, Object> first = belfry.getFirst();
    return first.entrySet().stream()
        .filter(figure -> figure.getValue() instanceof Number)
        .map(Map.Entry::getKey)
        .map(figure -> new Row(figure, median(belfry, figure), median(asynq, figure)))
        .toList();
  }

  /** The medians, the ratios and all rounds, as something that has a form in JSON. */
  public Map<String, Object> asMap() {
    Map<String, Double> ours = new TreeMap<>();
    Map<String, Double> theirs = new TreeMap<>();
    Map<String, Double> ratios = new TreeMap<>();
    for (Row row : rows()) {
      put(ours, row.figure(), row.belfry());
      put(theirs, row.figure(), row.asynq());
      put(ratios, row.figure(), row.ratio());
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("match", match);
    map.put("belfry", ours);
    map.put("asynq", theirs);
    map.put("ratios", ratios);
    map.put("belfryRounds", belfry);
    map.put("asynqRounds", asynq);
    return map;
  }

  private static void put(Map<String, Double> map, String figure, double value) {
    if (!Double.isNaN(value)) {
      map.put(figure, value);
    }
  }

  private static double median(List<Map<String, Object>> rounds, String figure) {
    double[] sorted =
        rounds.stream()
            .map(round -> round.get(figure))
            .filter(Number.class::isInstance)
            .mapToDouble(value -> ((Number) value).doubleValue())
            .sorted()
            .toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
