package io.holdfast.activities.storage.transfer;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.util.Arrays;

/// An object of unknown length on its way into a store, in parts of which some are sent while the
/// next is being filled. An object of one part is written by the commit, in one request.
public final class PartedUpload extends ObjectUpload {
  private static final int FIRST_BUFFER = 64 * 1024;

  private enum State {
    OPEN,
    FAILED,
    OVER
  }

  private final String key;
  private final Parts parts;
  private final PartSizes sizes;
  private final PartsUnderWay underWay;
  private byte[] buffer = new byte[0];
  private int filled;
  private int sent;
  private long length;
  private State state = State.OPEN;

  public PartedUpload(String key, Parts parts, PartSizes sizes, Lanes lanes) {
    this.key = key;
    this.parts = parts;
    this.sizes = sizes;
    this.underWay = new PartsUnderWay(parts, lanes);
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (state != State.OPEN) {
      throw new IOException(
          "the upload of " + key + (state == State.OVER ? " is over" : " failed"));
    }
    try {
      append(bytes, offset, count);
    } catch (HoldfastException e) {
      state = State.FAILED;
      throw new IOException("cannot write " + key, e);
    }
  }

  private void append(byte[] bytes, int offset, int count) {
    int end = offset + count;
    for (int from = offset; from < end; ) {
      if (filled == sizes.of(sent)) {
        // Only now that more follows: the last part is the commit's.
        send(buffer);
      }
      int taken = Math.min(end - from, room());
      System.arraycopy(bytes, from, buffer, filled, taken);
      filled += taken;
      length += taken;
      from += taken;
    }
  }

  /// The bytes that can be added; the buffer grows with what it holds, as most objects are small.
  private int room() {
    int size = sizes.of(sent);
    if (filled == buffer.length) {
      long doubled = Math.max(FIRST_BUFFER, buffer.length * 2L);
      buffer = Arrays.copyOf(buffer, (int) Math.min(size, doubled));
    }
    return buffer.length - filled;
  }

  private void send(byte[] part) {
    underWay.send(sent, part);
    sent++;
    if (sent == sizes.most()) {
      throw new HoldfastException(
          ErrorCode.STORAGE_FULL,
          "%s is larger than the %d bytes that an object can have here.".formatted(key, length),
          "Give Holdfast more heap: the parts of a huge object grow with it.");
    }
    buffer = new byte[0];
    filled = 0;
  }

  @Override
  public ObjectInfo commit() {
    if (state != State.OPEN) {
      throw new IllegalStateException(
          "the upload of " + key + (state == State.OVER ? " is over" : " failed"));
    }
    state = State.FAILED;
    byte[] last = filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled);
    ObjectInfo committed;
    if (sent == 0) {
      committed = parts.whole(last);
    } else {
      underWay.send(sent, last);
      underWay.await();
      committed = parts.assemble(sent + 1, length);
    }
    buffer = new byte[0];
    state = State.OVER;
    return committed;
  }

  @Override
  public void close() {
    if (state == State.OVER) {
      return;
    }
    state = State.OVER;
    buffer = new byte[0];
    underWay.stop();
    if (sent > 0) {
      parts.abandon();
    }
  }
}
