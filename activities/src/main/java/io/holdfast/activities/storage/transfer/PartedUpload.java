package io.holdfast.activities.storage.transfer;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;

/// An object of unknown length on its way into a store, in parts of which some are sent while the
/// next is being filled. An object of one part is written by the commit, in one request.
public final class PartedUpload extends ObjectUpload {
  private enum State {
    OPEN,
    FAILED,
    OVER
  }

  private final String key;
  private final Parts parts;
  private final PartSizes sizes;
  private final PartsUnderWay underWay;
  private Part filling;
  private boolean begun;
  private int sent;
  private long length;
  private State state = State.OPEN;

  public PartedUpload(String key, Parts parts, PartSizes sizes, Lanes lanes) {
    this.key = key;
    this.parts = parts;
    this.sizes = sizes;
    this.underWay = new PartsUnderWay(parts, lanes);
    this.filling = new MemoryPart(sizes.first(), parts.checksum());
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (state != State.OPEN) {
      throw new IOException(notOpen());
    }
    state = State.FAILED;
    try {
      append(bytes, offset, count);
    } catch (HoldfastException e) {
      throw new IOException(e.message(), e);
    }
    state = State.OPEN;
  }

  private void append(byte[] bytes, int offset, int count) throws IOException {
    int from = offset;
    int end = offset + count;
    while (from < end) {
      int taken = filling.append(bytes, from, end - from);
      if (taken == 0) {
        // Only now that more follows: the last part is the commit's.
        sendFilled();
      }
      from += taken;
      length += taken;
    }
  }

  private void sendFilled() throws IOException {
    if (sent + 1 == sizes.most()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "%s is larger than the %d bytes that an object can have here.".formatted(key, length),
          "Write it as several objects: no store of this kind takes a larger one.");
    }
    if (!begun) {
      parts.begin();
      begun = true;
    }
    underWay.send(sent, filling);
    sent++;
    filling = Part.ofCapacity(sizes.of(sent), parts.checksum());
  }

  @Override
  public ObjectInfo commit() {
    if (state != State.OPEN) {
      throw new IllegalStateException(notOpen());
    }
    state = State.FAILED;
    ObjectInfo committed = begun ? assemble() : parts.whole(filling);
    filling.close();
    state = State.OVER;
    return committed;
  }

  private ObjectInfo assemble() {
    underWay.send(sent, filling);
    underWay.await();
    return parts.assemble(sent + 1, length);
  }

  private String notOpen() {
    return "the upload of " + key + (state == State.OVER ? " is over" : " failed");
  }

  @Override
  public void close() {
    if (state == State.OVER) {
      return;
    }
    state = State.OVER;
    filling.close();
    underWay.stop();
    if (begun) {
      parts.abandon();
    }
  }
}
