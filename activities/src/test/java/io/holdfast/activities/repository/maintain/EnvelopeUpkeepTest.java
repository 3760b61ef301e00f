package io.holdfast.activities.repository.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.operation.OperationOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the envelopes that a killed backup leaves outside any manifest.
class EnvelopeUpkeepTest extends UpkeepBench {
  private String envelope = "";

  EnvelopeUpkeepTest() {
    super(RepositoryOptions.with(KeyRing.of(RepositoryKey.generate())));
  }

  @BeforeEach
  void find() {
    envelope = Layout.pendingKey(unfinished);
    assertThat(keys(envelope)).hasSize(1);
  }

  @Test
  void theEnvelopeGoesWithThePayloadThatItOpens() {
    end(sample.addOperation(unfinished), OperationOutcome.FAILED);

    maintain(later(Duration.ofHours(1)), WEEK, false);

    assertThat(keys(envelope)).isEmpty();
    assertThat(told).singleElement().extracting(Upkeep::key).isEqualTo(unfinished.prefix());
  }

  @Test
  void anEnvelopeWithoutPayloadGoesWhenItsOperationHasEnded() {
    loseThePayload();
    end(sample.addOperation(unfinished), OperationOutcome.FAILED);
    List<String> others = keys("");
    others.remove(envelope);

    maintain(later(Duration.ofHours(1)), WEEK, true);
    assertThat(keys(envelope)).hasSize(1);
    maintain(later(Duration.ofHours(1)), WEEK, false);

    assertThat(keys("")).containsExactlyElementsOf(others);
    assertRemoved("ended as failed");
  }

  @Test
  void anEnvelopeOfAnOperationThatHasNotEndedStays() {
    loseThePayload();
    var _ = sample.addOperation(unfinished);

    maintain(later(Duration.ofDays(4)), Duration.ZERO, false);

    assertKept("has not ended");
  }

  @Test
  void anEnvelopeOfNoOperationGoesOnlyWhenItIsOldEnough() {
    loseThePayload();

    maintain(later(Duration.ofDays(6)), WEEK, false);
    assertKept("not old enough");
    maintain(later(Duration.ofDays(9)), WEEK, false);
    assertRemoved("no operation");
  }

  @Test
  void anEnvelopeThatIsInTheManifestGoes() throws IOException {
    moveToTheWholeBackup();

    maintain(later(Duration.ofDays(9)), WEEK, false);

    assertRemoved("is in the manifest");
    assertThat(repository.catalogue().exists(whole)).isTrue();
  }

  @Test
  void anEnvelopeBesideAManifestThatCannotBeReadStays() throws IOException {
    moveToTheWholeBackup();
    sample.put(whole.prefix() + Manifest.KEY, new byte[] {'{'});

    maintain(later(Duration.ofDays(9)), WEEK, false);

    assertKept("cannot be read");
  }

  @Test
  void anEnvelopeOfACompletedBackupWhoseManifestWasLostStays() {
    loseThePayload();
    end(sample.addOperation(unfinished), OperationOutcome.COMPLETED);

    maintain(later(Duration.ofDays(30)), WEEK, false);

    assertKept("its manifest was lost");
  }

  private void loseThePayload() {
    keys(unfinished.prefix()).forEach(store::delete);
  }

  /// What a completion leaves that is killed behind its manifest.
  private void moveToTheWholeBackup() throws IOException {
    byte[] content = sample.read(envelope);
    loseThePayload();
    store.delete(envelope);
    envelope = Layout.pendingKey(whole);
    sample.put(envelope, content);
  }

  private void assertRemoved(String reason) {
    assertThat(keys(envelope)).isEmpty();
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            Upkeep.Removed.class,
            removed -> {
              assertThat(removed.key()).isEqualTo(envelope);
              assertThat(removed.objects()).isEqualTo(1);
              assertThat(removed.reason()).contains(reason);
            });
  }

  private void assertKept(String reason) {
    assertThat(keys(envelope)).hasSize(1);
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            Upkeep.Kept.class,
            kept -> {
              assertThat(kept.key()).isEqualTo(envelope);
              assertThat(kept.reason()).contains(reason);
            });
  }
}
