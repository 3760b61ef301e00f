package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.transfer.Lanes;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An object of unknown length on its way into a bucket. One that fits into the first part goes in
/// a single request; only a longer one is an upload in parts.
final class S3Upload extends ObjectUpload {
  private enum State {
    OPEN,
    BROKEN,
    OVER
  }

  private final S3Bucket bucket;
  private final String key;
  private final Lanes lanes;
  private @Nullable MultipartUpload parts;
  private Part filling;
  private State state = State.OPEN;

  S3Upload(S3Bucket bucket, String key, Lanes lanes) {
    this.bucket = bucket;
    this.key = key;
    this.lanes = lanes;
    this.filling = new MemoryPart(Math.toIntExact(PartPlan.size(1)));
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (state != State.OPEN) {
      throw new IOException("the upload of " + key + " is over");
    }
    state = State.BROKEN;
    try {
      append(bytes, offset, length);
    } catch (HoldfastException e) {
      throw new IOException(e.message(), e);
    }
    state = State.OPEN;
  }

  private void append(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int taken = filling.append(bytes, from, end - from);
      if (taken == 0) {
        sendPart();
      }
      from += taken;
    }
  }

  private void sendPart() throws IOException {
    MultipartUpload into = parts;
    if (into == null) {
      into = new MultipartUpload(bucket, key, lanes);
      parts = into;
    }
    into.send(filling);
    if (into.next() > PartPlan.MOST_PARTS) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          bucket.place(key) + " is larger than an object can be.",
          "S3 takes objects of at most 5 TiB.");
    }
    filling = Part.ofCapacity(PartPlan.size(into.next()));
  }

  @Override
  public ObjectInfo commit() {
    if (state != State.OPEN) {
      throw new IllegalStateException("the upload of " + key + " is over or broken");
    }
    state = State.BROKEN;
    ObjectInfo committed = parts == null ? putWhole() : finish(parts);
    state = State.OVER;
    return committed;
  }

  private ObjectInfo putWhole() {
    return bucket.put(key, filling, new WriteCondition.Always()).orElseThrow();
  }

  private ObjectInfo finish(MultipartUpload into) {
    into.send(filling);
    return into.complete();
  }

  @Override
  public void close() {
    filling.close();
    if (parts != null && state != State.OVER) {
      parts.abort();
    }
    state = State.OVER;
  }
}
