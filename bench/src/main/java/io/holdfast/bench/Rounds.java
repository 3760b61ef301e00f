package io.holdfast.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trials run in turns, so that whatever else the machine does meets all of them alike.
final class Rounds {
  private Rounds() {}

  /// The median of each trial's runs by wall time, in the order of the trials. A first round that
  /// warms caches and the compiler is not counted.
  static Map<String, Timing> medians(int rounds, List<Trial> trials) throws Exception {
    Map<String, List<Timing>> timings = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Trial trial : trials) {
        Timing timing = trial.work().once();
        if (round > 0) {
          timings.computeIfAbsent(trial.name(), _ -> new ArrayList<>()).add(timing);
        }
      }
    }
    Map<String, Timing> medians = new LinkedHashMap<>();
    timings.forEach((name, all) -> medians.put(name, median(all)));
    return medians;
  }

  private static Timing median(List<Timing> timings) {
    return timings.stream()
        .sorted(Comparator.comparingDouble(Timing::wallSeconds))
        .toList()
        .get(timings.size() / 2);
  }
}
