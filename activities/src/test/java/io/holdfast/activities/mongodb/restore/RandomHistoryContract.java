package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.restore.Proof;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is done to a source while it is backed up, structure included: what is restored is the
/// source at exactly the backup's point in time. Steps are taken at each heartbeat of the dump, so
/// that they fall between listing, reading and following. More rounds: `-Dholdfast.rounds=200`,
/// from another seed: `-Dholdfast.seed=7000`.
abstract class RandomHistoryContract extends RestoreContract {
  private static final int ROUNDS = Integer.getInteger("holdfast.rounds", 3);
  private static final long SEED = Long.getLong("holdfast.seed", 20261121);
  private static final int STEPS_BEFORE = 150;
  private static final int STEPS_BETWEEN = 60;
  private static final int STEPS_AT_A_BEAT = 3;

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + ROUNDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsRestoredIsTheSourceAtThatInstant(long seed) {
    RandomSteps steps = new RandomSteps(rig().source(), seed);
    steps.take(STEPS_BEFORE);
    Rig.Backing backing = rig().new Backing("random", between(steps));
    steps.take(STEPS_BETWEEN);
    backing.dump();
    steps.take(STEPS_BETWEEN);
    BackupHeader backup = backing.complete();
    var then = Structures.of(rig().source());
    var contents = Contents.of(rig().source());
    String story = "seed %d, newest steps:%n  %s".formatted(seed, steps.newest());
    steps.take(STEPS_BETWEEN);

    Proof proof = rig().restore(Rig.request(backup.backup().name().value()));

    assertThat(proof.examples()).as(story).isEmpty();
    assertThat(Structures.of(rig().target())).as(story).isEqualTo(then);
    assertThat(Contents.of(rig().target())).as(story).isEqualTo(contents);
  }

  /// Guards the guard: a history in which little happens proves little.
  @Test
  void everyKindOfStepIsTaken() {
    Map<RandomSteps.Kind, Integer> succeeded = new EnumMap<>(RandomSteps.Kind.class);
    RandomSteps steps = new RandomSteps(rig().source(), SEED);
    for (int i = 0; i < 40 && succeeded.size() < RandomSteps.Kind.values().length; i++) {
      steps.take(100);
      succeeded.putAll(steps.succeeded());
    }

    assertThat(succeeded.keySet()).containsExactlyInAnyOrderElementsOf(kinds());
  }

  private static List<RandomSteps.Kind> kinds() {
    return List.of(RandomSteps.Kind.values());
  }

  /// A heartbeat at which the world goes on.
  private static Heartbeat between(RandomSteps steps) {
    return new Heartbeat() {
      @Override
      public void beat(Progress progress) {
        steps.take(STEPS_AT_A_BEAT);
      }

      @Override
      public Optional<Progress> previous() {
        return Optional.empty();
      }
    };
  }
}
