package io.holdfast.activities.storage.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.check.FlawedStore.Flaw;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.activities.storage.fake.LyingStore;
import io.holdfast.activities.storage.fake.MisreadingStore;
import io.holdfast.activities.storage.fake.UnreliableStore;
import io.holdfast.activities.storage.file.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreCheckTest {
  private static final CheckOptions QUICK = new CheckOptions(true, false);
  private static final CheckOptions WHOLE = new CheckOptions(false, false);

  private final InMemoryStore memory = new InMemoryStore();

  @TempDir Path directory;

  @Test
  void aDirectoryIsGoodEnoughAndNothingIsLeftInIt() {
    try (ObjectStore store = FileStore.open(directory, true).orElseThrow()) {
      List<Checked> watched = new ArrayList<>();
      CheckReport report = new StoreCheck(store, QUICK).run(watched::add);

      assertThat(report.points()).isEqualTo(watched).hasSize(Point.values().length);
      assertThat(report.points()).extracting(Checked::grade).containsOnly(Grade.OK, Grade.SKIPPED);
      assertThat(report.goodEnough()).isTrue();
      assertThat(store.list("", "")).isEmpty();
    }
  }

  @Test
  void otherKeysAreNotTouched() {
    ObjectInfo before =
        memory.write("holdfast.json", new byte[3], new WriteCondition.Always()).orElseThrow();

    assertThat(check(memory).goodEnough()).isTrue();

    try (Stream<ObjectInfo> left = memory.list("", "")) {
      assertThat(left).containsExactly(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void aBrokenPromiseFailsItsPointsAndNoOther(Flaw flaw) {
    CheckReport report = check(new FlawedStore(memory, flaw));

    assertThat(report.points())
        .filteredOn(checked -> checked.grade() == Grade.FAIL)
        .extracting(Checked::point)
        .as(report.toString())
        .containsExactlyElementsOf(flaw.shownAt());
    assertThat(report.goodEnough()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(LyingStore.Truth.class)
  void aStoreThatKeepsLessThanItSaysFailsTheReadBackAndIsAskedNoMore(LyingStore.Truth truth) {
    CheckReport report = check(new LyingStore(memory, truth));

    assertThat(failed(report)).containsExactly(Point.READ_BACK);
    assertThat(report.points())
        .filteredOn(checked -> checked.grade() == Grade.SKIPPED)
        .extracting(Checked::point)
        .contains(Point.CREATE, Point.UPLOAD, Point.LONG_LIST);
  }

  @Test
  void aReadThatEndsEarlyFailsTheReadBackAndATrickleDoesNot() {
    assertThat(failed(check(new MisreadingStore(memory, MisreadingStore.Fate.ENDS_EARLY))))
        .containsExactly(Point.READ_BACK);
    assertThat(failed(check(new MisreadingStore(memory, MisreadingStore.Fate.BREAKS_OFF))))
        .containsExactly(Point.READ_BACK);
    assertThat(
            failed(
                new StoreCheck(new MisreadingStore(memory, MisreadingStore.Fate.TRICKLES), QUICK)
                    .run(_ -> {})))
        .isEmpty();
  }

  @Test
  void aStoreThatDoesNotAnswerFailsAtOnce() {
    CheckReport report = check(new UnreliableStore(memory, 1, UnreliableStore.Moment.BEFORE));

    assertThat(failed(report)).contains(Point.REACH);
    assertThat(report.points().getFirst().what()).contains("503");
  }

  @Test
  void askedForALockAStoreThatDeletesAllTheSameFails() {
    CheckReport report = new StoreCheck(memory, new CheckOptions(true, true)).run(_ -> {});

    assertThat(failed(report)).containsExactly(Point.LOCK);
  }

  private static CheckReport check(ObjectStore store) {
    return new StoreCheck(store, WHOLE).run(_ -> {});
  }

  private static List<Point> failed(CheckReport report) {
    return report.points().stream()
        .filter(checked -> checked.grade() == Grade.FAIL)
        .map(Checked::point)
        .toList();
  }
}
