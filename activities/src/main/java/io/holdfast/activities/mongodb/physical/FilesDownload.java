package io.holdfast.activities.mongodb.physical;

import io.holdfast.activities.mongodb.physical.FetchUnit.Piece;
import io.holdfast.activities.repository.payload.PayloadReader;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// One download of a backup's data files into a folder, by several threads. A file gets its name
/// once all of it was verified and is on the disk: so what has its name is done, and is left alone
/// by a later attempt.
public final class FilesDownload {
  private static final int BUFFER = 256 << 10;

  private final Payloads payloads;
  private final BackupRef backup;
  private final ExternalContent content;
  private final Path folder;
  private final ProgressMeter meter;

  public FilesDownload(
      Payloads payloads,
      BackupRef backup,
      ExternalContent content,
      Path folder,
      Heartbeat heartbeat) {
    this.payloads = payloads;
    this.backup = backup;
    this.content = content;
    this.folder = folder;
    meter =
        new ProgressMeter(heartbeat, "download", "bytes", ExternalContent.bytes(content.files()));
  }

  /// @throws HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming the object, and what the
  ///   store throws; MANIFEST_INVALID where the list cannot be right
  /// @throws UncheckedIOException when a file cannot be written
  public void run() {
    DownloadPlan plan;
    try {
      plan =
          new DownloadPlan(
              backup, content, folder, there -> meter.add(there.file().path(), there.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SharedWork.run(
        "download", FileThreads.of(LoadLimits.NONE), plan.units().iterator(), this::fetch);
  }

  /// No file is complete before the object was read to its end: only then is it verified.
  private void fetch(FetchUnit unit) {
    try {
      byte[] bytes = new byte[Math.clamp(unit.object().plainLength(), 1, BUFFER)];
      try (PayloadReader in = payloads.open(backup, unit.object())) {
        long position = 0;
        for (Piece piece : unit.pieces()) {
          skip(in, bytes, piece.from() - position);
          write(piece, in, bytes);
          position = piece.from() + piece.length();
        }
        skip(in, bytes, Long.MAX_VALUE);
      }
      for (Piece piece : unit.pieces()) {
        piece.arriving().arrived();
        meter.add(piece.arriving().file().path(), 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads over what is not wanted, at most to the object's end.
  private static void skip(PayloadReader in, byte[] bytes, long count) {
    long left = count;
    while (left > 0) {
      int read = in.read(bytes, 0, (int) Math.min(bytes.length, left));
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }

  private void write(Piece piece, PayloadReader in, byte[] bytes) throws IOException {
    String path = piece.arriving().file().path();
    try (FileChannel out = piece.arriving().open()) {
      long position = piece.to();
      long end = position + piece.length();
      while (position < end) {
        int read = in.read(bytes, 0, (int) Math.min(bytes.length, end - position));
        if (read < 0) {
          throw new EOFException(path + " has no more bytes in the repository");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, read);
        while (buffer.hasRemaining()) {
          position += out.write(buffer, position);
        }
        meter.add(path, read);
      }
    }
  }
}
