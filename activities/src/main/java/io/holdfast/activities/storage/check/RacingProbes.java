package io.holdfast.activities.storage.check;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.check.Probe.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;

/// Experiments with several writers of one object at the same time.
final class RacingProbes {
  private static final int WRITERS = AtOnce.THREADS;
  private static final int ROUNDS = 4;

  private RacingProbes() {}

  static Outcome create(Scratch scratch) throws IOException {
    Refuted.unless(
        scratch.write("created", "first", Scratch.IF_ABSENT).isPresent(),
        "An object that is absent cannot be created.");
    Refuted.unless(
        scratch.write("created", "second", Scratch.IF_ABSENT).isEmpty(),
        "The store ignores If-None-Match: it created an object that was there.");
    Refuted.unless(
        scratch.text("created", 0).equals("first"), "A refused write was made all the same.");
    for (int round = 0; round < ROUNDS; round++) {
      race(scratch, "race/create-" + round, Scratch.IF_ABSENT);
    }
    return Outcome.ok("%d writers at once, %d times: one winner each.".formatted(WRITERS, ROUNDS));
  }

  static Outcome replace(Scratch scratch) throws IOException {
    ObjectInfo first = scratch.put("replaced", "first");
    WriteCondition stale = new WriteCondition.IfVersion(first.version());
    Refuted.unless(
        scratch.write("replaced", "second", stale).isPresent(),
        "An unchanged object cannot be replaced.");
    Refuted.unless(
        scratch.write("replaced", "third", stale).isEmpty(),
        "The store ignores If-Match: it replaced an object that had changed.");
    Refuted.unless(
        scratch.text("replaced", 0).equals("second"), "A refused write was made all the same.");
    for (int round = 0; round < ROUNDS; round++) {
      String name = "race/replace-" + round;
      String version = scratch.put(name, "before").version();
      race(scratch, name, new WriteCondition.IfVersion(version));
    }
    return Outcome.ok("%d writers at once, %d times: one winner each.".formatted(WRITERS, ROUNDS));
  }

  private static void race(Scratch scratch, String name, WriteCondition condition)
      throws IOException {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Callable<Optional<ObjectInfo>>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String content = "writer " + i;
      writers.add(
          () -> {
            var _ = start.await();
            return scratch.write(name, content, condition);
          });
    }
    List<Optional<ObjectInfo>> answers = AtOnce.run(writers);
    List<String> winners =
        IntStream.range(0, WRITERS)
            .filter(i -> answers.get(i).isPresent())
            .mapToObj("writer %d"::formatted)
            .toList();
    Refuted.unless(
        winners.size() == 1,
        "Of %d writers at once, %d were told that they won; there must be one."
            .formatted(WRITERS, winners.size()));
    Refuted.unless(
        scratch.text(name, 0).equals(winners.getFirst()),
        "The content is not that of the writer who was told that it won.");
  }
}
