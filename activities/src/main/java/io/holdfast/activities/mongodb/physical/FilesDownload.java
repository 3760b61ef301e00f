package io.holdfast.activities.mongodb.physical;

import io.holdfast.activities.repository.payload.PayloadReader;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One download of a backup's data files into a folder, by several threads. A file gets its name
/// once all of it was verified and is on the disk: so what has its name is done, and is left alone
/// by a later attempt.
public final class FilesDownload {
  private static final String UNFINISHED = ".holdfast-part";
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
  ///   store throws
  /// @throws UncheckedIOException when a file cannot be written
  public void run() {
    List<Piece> pieces = new ArrayList<>();
    try {
      for (BackupFile file : content.files()) {
        add(file, pieces);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SharedWork.run("download", FileThreads.of(LoadLimits.NONE), pieces.iterator(), this::fetch);
  }

  private void add(BackupFile file, List<Piece> pieces) throws IOException {
    Path target = folder.resolve(file.path()).normalize();
    if (!target.startsWith(folder)) {
      throw new HoldfastException(
          ErrorCode.MANIFEST_INVALID,
          "The manifest of %s lists a file outside the data folder.".formatted(backup),
          "The manifest is damaged: compare it with a copy of the repository.");
    }
    long size = file.parts().stream().mapToLong(PayloadObject::plainLength).sum();
    if (Files.exists(target) && Files.size(target) == size) {
      meter.add(file.path(), size);
      return;
    }
    var _ = Files.createDirectories(target.resolveSibling(""));
    Arrival arrival = new Arrival(target, new AtomicInteger(file.parts().size()));
    var _ = Files.deleteIfExists(arrival.unfinished());
    long offset = 0;
    for (PayloadObject object : file.parts()) {
      pieces.add(new Piece(file, object, offset, arrival));
      offset += object.plainLength();
    }
  }

  private void fetch(Piece piece) {
    try {
      write(piece);
      if (piece.arrival.left.decrementAndGet() == 0) {
        piece.arrival.complete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Piece piece) throws IOException {
    byte[] bytes = new byte[Math.clamp(piece.object.plainLength(), 1, BUFFER)];
    try (PayloadReader in = payloads.open(backup, piece.object);
        FileChannel out =
            FileChannel.open(
                piece.arrival.unfinished(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long position = piece.offset;
      for (int read = in.read(bytes, 0, bytes.length);
          read >= 0;
          read = in.read(bytes, 0, bytes.length)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, read);
        while (buffer.hasRemaining()) {
          position += out.write(buffer, position);
        }
        meter.add(piece.file.path(), read);
      }
      out.force(true);
    }
  }

  /// One object's place in a file.
  private record Piece(BackupFile file, PayloadObject object, long offset, Arrival arrival) {}

  /// A file that is not whole yet.
  ///
  /// @param left how many of its parts are missing
  private record Arrival(Path target, AtomicInteger left) {

    Path unfinished() {
      return target.resolveSibling(target.getFileName() + UNFINISHED);
    }

    void complete() throws IOException {
      var _ = Files.move(unfinished(), target, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
