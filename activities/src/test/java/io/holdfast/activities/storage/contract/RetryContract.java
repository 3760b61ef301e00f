package io.holdfast.activities.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.fake.UnreliableStore;
import io.holdfast.activities.storage.fake.UnreliableStore.Moment;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Retries: whichever call fails, and whether or not it had its effect, the same call again leads
/// to the same state.
interface RetryContract extends StoreUnderTest {
  @ParameterizedTest
  @EnumSource(Moment.class)
  default void repeatingWhatFailedLeadsToTheSameState(Moment moment) throws IOException {
    // An upload is three calls in a row, so fewer than four would never let one through.
    for (int every = 4; every < 10; every++) {
      UnreliableStore unreliable = new UnreliableStore(store(), every, moment);

      retrying(() -> unreliable.write("a", new byte[] {1}, ALWAYS));
      retrying(() -> unreliable.write("a", new byte[] {1, 2}, ALWAYS));
      retrying(() -> unreliable.write("b", new byte[] {3}, ALWAYS));
      retrying(() -> upload(unreliable, "c"));
      retrying(
          () -> {
            unreliable.delete("b");
            return true;
          });

      assertThat(keys("", "")).containsExactly("a", "c");
      assertThat(read("a", 0)).containsExactly(1, 2);
      assertThat(read("c", 0)).hasSize(20);
    }
  }

  private static ObjectInfo upload(ObjectStore store, String key) {
    try (ObjectUpload upload = store.upload(key)) {
      upload.write(new byte[20]);
      return upload.commit();
    } catch (IOException e) {
      throw e.getCause() instanceof HoldfastException known ? known : new UncheckedIOException(e);
    }
  }

  private static <T> T retrying(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (HoldfastException e) {
        assertThat(e.code().category().retried()).isTrue();
      }
    }
  }
}
