package io.holdfast.activities.storage.s3;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// The bytes of one version of an object. When the stream breaks, or ends before the object does,
/// it is opened again where it was; so it fails only when the store stays away, and never ends
/// early.
final class ResumingInput extends InputStream {
  /// How often in a row, without a byte between.
  private static final int ATTEMPTS = 5;

  private final String place;
  private final LongFunction<ResponseInputStream<GetObjectResponse>> reopen;
  private ResponseInputStream<GetObjectResponse> in;
  private long position;
  private final long end;
  private int failures;

  /// @param in the open stream
  /// @param position where in the object it begins
  /// @param reopen opens the same version of the object at a position
  ResumingInput(
      String place,
      ResponseInputStream<GetObjectResponse> in,
      long position,
      LongFunction<ResponseInputStream<GetObjectResponse>> reopen) {
    this.place = place;
    this.in = in;
    this.position = position;
    this.end = position + in.response().contentLength();
    this.reopen = reopen;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      IOException broken;
      try {
        int read = in.read(bytes, offset, length);
        if (read >= 0) {
          position += read;
          failures = 0;
          return read;
        }
        if (position >= end) {
          return -1;
        }
        broken = new IOException("%s ended %d bytes early".formatted(place, end - position));
      } catch (IOException e) {
        broken = e;
      } catch (SdkException e) {
        broken = new IOException(e.getMessage(), e);
      }
      resume(broken);
    }
  }

  private void resume(IOException broken) throws IOException {
    in.abort();
    failures++;
    if (failures == ATTEMPTS) {
      throw broken;
    }
    try {
      in = reopen.apply(position);
    } catch (HoldfastException e) {
      e.addSuppressed(broken);
      throw new IOException(e.message(), e);
    }
  }

  /// The error for an object that is not the version any more that was being read.
  static HoldfastException replaced(String place) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        place + " was replaced while it was read.",
        "Read it again.");
  }

  @Override
  public void close() {
    if (position >= end) {
      closeQuietly();
    } else {
      // Closing would read the rest of it first.
      in.abort();
    }
  }

  private void closeQuietly() {
    try {
      in.close();
    } catch (IOException | SdkException _) {
      // Everything was read; how the connection ends is of no interest.
    }
  }
}
