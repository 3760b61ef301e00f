package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.location.Retention;
import io.holdfast.activities.storage.server.S3Server;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Object lock, as a server really enforces it.
interface ObjectLockContract {
  WriteCondition ANY = new WriteCondition.Always();

  S3Server server();

  private ObjectStore locking(String bucket, String mode, String period) {
    String url = server().url(bucket) + "&lock=" + mode + "&retain=" + period;
    return ObjectStores.open(url, true).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Retention.Mode.class)
  default void whatIsRetainedCannotBeDeletedByAnybody(Retention.Mode mode) throws IOException {
    String bucket = "locked-" + mode.word();
    Instant before = Instant.now();
    try (ObjectStore store = locking(bucket, mode.word(), "2h")) {
      var _ = store.write("a", new byte[] {1}, ANY);
      store.retain("a");

      assertLocked(store, "a", before.plus(2, ChronoUnit.HOURS));
      try (InputStream in = store.read("a", 0).orElseThrow()) {
        assertThat(in.readAllBytes()).containsExactly(1);
      }
      assertThatThrownBy(() -> deleteVersionByForce(bucket, "a")).isInstanceOf(S3Exception.class);
    }
    try (ObjectStore withoutLock = server().open(bucket)) {
      assertLocked(withoutLock, "a", before.plus(2, ChronoUnit.HOURS));
    }
  }

  private static void assertLocked(ObjectStore store, String key, Instant earliest) {
    assertThatThrownBy(() -> store.delete(key))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_LOCKED);
              assertThat(e.message()).contains(key, "locked until " + date(earliest));
            });
    assertThat(store.stat(key)).isPresent();
  }

  private static String date(Instant instant) {
    return instant.truncatedTo(ChronoUnit.HOURS).toString().substring(0, 13);
  }

  private void deleteVersionByForce(String bucket, String key) {
    S3Location location = S3Location.parse(URI.create(server().url(bucket)));
    try (S3Connection connection = S3Connection.to(location, Patience.USUAL)) {
      String version = connection.client().headObject(it -> it.bucket(bucket).key(key)).versionId();
      connection.client().deleteObject(it -> it.bucket(bucket).key(key).versionId(version));
    }
  }

  @Test
  default void whatIsNotRetainedIsDeletedWithAllItsVersions() {
    try (ObjectStore store = locking("locked-not", "compliance", "1d")) {
      for (int i = 0; i < 3; i++) {
        var _ = store.write("a/b", new byte[] {(byte) i}, ANY);
      }
      var _ = store.write("a/b-c", new byte[1], ANY);

      store.delete("a/b");
      store.delete("a/b");

      assertThat(store.stat("a/b")).isEmpty();
      assertThat(store.list("", "").map(ObjectInfo::key)).containsExactly("a/b-c");
      S3Location location = S3Location.parse(URI.create(server().url("locked-not")));
      try (S3Connection connection = S3Connection.to(location, Patience.USUAL)) {
        assertThat(connection.client().listObjectVersions(it -> it.bucket("locked-not")).versions())
            .hasSize(1);
      }
    }
  }

  @Test
  default void aLockThatHasEndedLocksNoMore() {
    try (ObjectStore store = locking("locked-short", "compliance", "2s")) {
      var _ = store.write("a", new byte[1], ANY);
      store.retain("a");
      store.retain("a");

      await()
          .ignoreExceptionsMatching(
              e -> e instanceof HoldfastException h && h.code() == ErrorCode.OBJECT_LOCKED)
          .until(
              () -> {
                store.delete("a");
                return true;
              });

      assertThat(store.stat("a")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"compliance", "governance"})
  default void aBucketThatCannotLockIsRefusedWhenLocksAreAskedFor(String mode) {
    server().open("plain").close();

    assertThatThrownBy(() -> locking("plain", mode, "30d"))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
              assertThat(e.message()).contains("lock=" + mode, "plain", "no object lock");
            });
  }
}
