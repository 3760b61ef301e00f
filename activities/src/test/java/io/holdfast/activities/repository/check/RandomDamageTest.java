package io.holdfast.activities.repository.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.workflows.backup.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The promise of a full check: whatever happens to whichever payload object, it is found, and by
/// its name. Each round does one thing to one object, both drawn at random.
class RandomDamageTest extends VerifierFixture {
  private static final int ROUNDS = 400;

  /// What may happen to an object. Each changes it for certain.
  enum Damage {
    MISSING,
    TRUNCATED,
    GROWN,
    BIT_FLIPPED,
    BLOCK_ZEROED,
    SWAPPED_WITH_ANOTHER,
    REPLACED_BY_ONE_FROM_ANOTHER_BACKUP
  }

  @Test
  void anyDamageToAnyObjectIsFoundByName() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> keys = payloadKeys();
    for (int round = 0; round < ROUNDS; round++) {
      String key = keys.get(random.nextInt(keys.size()));
      Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
      String other = other(key, keys, random);
      byte[] whole = sample.read(key);
      byte[] wholeOther = sample.read(other);

      apply(damage, key, other, random);
      Verification verification = verify();

      assertThat(findings)
          .as("seed %d, round %d: %s of %s", seed, round, damage, key)
          .extracting(Finding::key)
          .contains(key);
      assertThat(verification.holds()).as("seed %d, round %d", seed, round).isFalse();
      sample.put(key, whole);
      sample.put(other, wholeOther);
    }
    assertThat(verify().holds()).isTrue();
  }

  private List<String> payloadKeys() {
    try (Stream<ObjectInfo> objects = store.list(Layout.backups(), "")) {
      return objects.map(ObjectInfo::key).filter(key -> !key.endsWith(Manifest.KEY)).toList();
    }
  }

  private static String other(String key, List<String> keys, Random random) {
    List<String> others = new ArrayList<>(keys);
    others.remove(key);
    return others.get(random.nextInt(others.size()));
  }

  private void apply(Damage damage, String key, String other, Random random) throws IOException {
    byte[] whole = sample.read(key);
    int at = random.nextInt(whole.length);
    switch (damage) {
      case MISSING -> store.delete(key);
      case TRUNCATED -> sample.put(key, Arrays.copyOf(whole, at));
      case GROWN -> sample.put(key, Arrays.copyOf(whole, whole.length + 1 + random.nextInt(9)));
      case BIT_FLIPPED -> {
        whole[at] ^= (byte) (1 << random.nextInt(8));
        sample.put(key, whole);
      }
      case BLOCK_ZEROED -> {
        Arrays.fill(whole, at, whole.length, (byte) 0);
        sample.put(key, whole);
      }
      case SWAPPED_WITH_ANOTHER -> {
        sample.put(key, sample.read(other));
        sample.put(other, whole);
      }
      case REPLACED_BY_ONE_FROM_ANOTHER_BACKUP -> sample.put(key, sample.read(other));
    }
  }
}
