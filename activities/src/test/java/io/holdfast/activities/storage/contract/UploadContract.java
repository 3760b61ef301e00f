package io.holdfast.activities.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectUpload;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Uploads: nothing before the commit, all after it.
interface UploadContract extends StoreUnderTest {
  @Test
  default void anUploadIsInvisibleUntilItsCommit() throws IOException {
    byte[] content = StoreUnderTest.random(300_000);
    try (ObjectUpload upload = store().upload("big/object")) {
      upload.write(content, 0, 200_000);
      assertThat(store().stat("big/object")).isEmpty();
      assertThat(store().read("big/object", 0)).isEmpty();
      assertThat(store().list("", "")).isEmpty();
      assertThat(store().children("")).isEmpty();
      upload.write(content, 200_000, 100_000);
      ObjectInfo committed = upload.commit();
      assertThat(committed.length()).isEqualTo(content.length);
      assertThat(store().stat("big/object")).contains(committed);
    }

    assertThat(read("big/object", 0)).isEqualTo(content);
    assertThat(read("big/object", 250_000))
        .isEqualTo(Arrays.copyOfRange(content, 250_000, 300_000));
  }

  @Test
  default void anUploadThatIsClosedWithoutACommitLeavesNothing() throws IOException {
    put("kept", "old");
    for (String key : List.of("kept", "new")) {
      try (ObjectUpload upload = store().upload(key)) {
        upload.write(StoreUnderTest.random(100_000));
      }
    }

    assertThat(text("kept", 0)).isEqualTo("old");
    assertThat(keys("", "")).containsExactly("kept");
  }

  @Test
  default void anUploadReplacesAtItsCommit() throws IOException {
    ObjectInfo old = put("key", "old content");
    try (ObjectUpload upload = store().upload("key")) {
      upload.write(StoreUnderTest.bytes("new content"));
      assertThat(text("key", 0)).isEqualTo("old content");
      assertThat(upload.commit().version()).isNotEqualTo(old.version());
    }

    assertThat(text("key", 0)).isEqualTo("new content");
  }

  @Test
  default void anUploadOfNothingIsAnEmptyObject() {
    try (ObjectUpload upload = store().upload("empty")) {
      assertThat(upload.commit().length()).isZero();
    }

    assertThat(store().stat("empty")).isPresent();
  }

  @Test
  default void anUploadThatIsWrittenToIsNotAbandoned() throws IOException {
    put("kept", "content");
    try (ObjectUpload upload = store().upload("key")) {
      upload.write(StoreUnderTest.random(100_000));
      assertThat(store().abandonUploads(Duration.ofHours(1))).isZero();
      upload.commit();
    }

    assertThat(keys("", "")).containsExactly("kept", "key");
  }

  @Test
  default void anUploadIsOverAfterItsCommit() {
    try (ObjectUpload upload = store().upload("key")) {
      upload.commit();
      assertThatThrownBy(() -> upload.write(1)).isInstanceOf(IOException.class);
      assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
    }

    assertThat(store().stat("key")).isPresent();
  }
}
