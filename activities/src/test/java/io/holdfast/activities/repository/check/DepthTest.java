package io.holdfast.activities.repository.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.storage.fake.ForwardingStore;
import io.holdfast.workflows.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What a check finds that reads less than everything, and what it claims then.
class DepthTest extends VerifierFixture {
  private final Queue<String> payloadRead = new ConcurrentLinkedQueue<>();

  @Test
  void withoutReadingPayloadMissingAndTruncatedObjectsAreFound() throws IOException {
    Repository watched = watched();
    assertThat(verify(watched, new Depth.Presence()).holds()).isTrue();
    String missing = first.prefix() + "rs0/chunk-0";
    String shorter = second.prefix() + "rs0/chunk-1";
    store.delete(missing);
    byte[] whole = sample.read(shorter);
    sample.put(shorter, Arrays.copyOf(whole, whole.length - 1));

    Verification verification = verify(watched, new Depth.Presence());

    assertThat(findings)
        .extracting(Finding::key, finding -> ((Finding.ObjectFaulty) finding).fault().code())
        .containsExactly(
            tuple(missing, ErrorCode.OBJECT_MISSING), tuple(shorter, ErrorCode.OBJECT_CORRUPT));
    assertThat(verification.objects()).isEqualTo(10);
    assertThat(verification.read()).isZero();
    assertThat(verification.bytes()).isZero();
    assertThat(payloadRead).isEmpty();
  }

  @Test
  void aSampleReadsItsShareAndComparesTheRest() {
    store.delete(first.prefix() + "rs0/chunk-0");
    store.delete(second.prefix() + "rs0/chunk-2");

    Verification verification = verify(watched(), new Depth.Sample(0.5, new SplittableRandom(1)));

    assertThat(verification.objects()).isEqualTo(10);
    assertThat(verification.read()).isBetween(1L, 9L);
    assertThat(findings).hasSize(2);
  }

  @Test
  void samplesThatAreTakenAgainAndAgainComeByEveryObject() throws IOException {
    String key = second.prefix() + "rs0/chunk-2";
    byte[] damaged = sample.read(key);
    damaged[damaged.length / 2] ^= 4;
    sample.put(key, damaged);
    RandomGenerator random = new SplittableRandom(7);

    int rounds = 0;
    do {
      rounds++;
      verify(sample.repository(), new Depth.Sample(0.2, random));
    } while (findings.isEmpty() && rounds < 1_000);

    assertThat(findings).extracting(Finding::key).containsExactly(key);
  }

  @Test
  void aShareIsMoreThanNothingAndAtMostEverything() {
    for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> new Depth.Sample(share, new SplittableRandom()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void oneBackupIsCheckedAndTheOthersAreNotLookedAt() {
    store.delete(first.prefix() + "rs0/chunk-0");
    store.delete(second.prefix() + "rs0/chunk-2");
    findings.clear();

    Verification verification =
        new RepositoryVerifier(sample.repository(), new Depth.Full()).verify(second, collecting());

    assertThat(findings).extracting(Finding::key).containsExactly(second.prefix() + "rs0/chunk-2");
    assertThat(verification.backups()).isEqualTo(1);
    assertThat(verification.objects()).isEqualTo(5);
  }

  private Repository watched() {
    return SampleRepository.through(
        new ForwardingStore(store) {
          @Override
          public Optional<InputStream> read(String key, long offset) {
            if (key.contains("/rs0/")) {
              payloadRead.add(key);
            }
            return super.read(key, offset);
          }
        });
  }
}
