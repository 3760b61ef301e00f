package io.holdfast.activities.mongodb.physical;

import io.holdfast.activities.mongodb.dump.PayloadKeys;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.Pace;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.PayloadObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// One upload of a member's data files, by several threads. Each part of a large file is an object,
/// small files share one; what is done is noted in the operation's working lists, and not done
/// again by a later attempt.
public final class FilesUpload {
  /// What a processor's own cache holds together with its copies.
  private static final int BUFFER = 256 << 10;

  private final Payloads payloads;
  private final SourceFiles source;
  private final UploadTask task;
  private final ExternalContent content;
  private final UploadPlan plan;
  private final UploadJournal journal;
  private final PayloadKeys keys;
  private final Pace pace;
  private final ProgressMeter meter;

  /// @param content the list of files, which somebody keeps as they are
  public FilesUpload(
      Repository repository,
      SourceFiles source,
      UploadTask task,
      ExternalContent content,
      Heartbeat heartbeat) {
    this(repository, source, task, content, heartbeat, ObjectSizes.USUAL);
  }

  FilesUpload(
      Repository repository,
      SourceFiles source,
      UploadTask task,
      ExternalContent content,
      Heartbeat heartbeat,
      ObjectSizes sizes) {
    payloads = repository.payloads().ofDataFiles();
    this.source = source;
    this.task = task;
    this.content = content;
    plan = new UploadPlan(content, sizes);
    journal = new UploadJournal(repository.work(task.copy().operation()), task.copy());
    keys = new PayloadKeys(task.copy().source().replicaSet(), payloads.suffix());
    pace = new Pace(task.load().maxBytesPerSecond(), System::nanoTime);
    meter = new ProgressMeter(heartbeat, "upload", "bytes", ExternalContent.bytes(content.files()));
  }

  /// Uploads what is not uploaded yet.
  ///
  /// @return the list, with what became of each file
  /// @throws io.holdfast.workflows.error.HoldfastException MEMBER_UNFIT when a file is not as the
  ///   list says, and what the store throws
  /// @throws UncheckedIOException when a file cannot be read
  public ExternalContent run() {
    if (content.files().stream().allMatch(BackupFile::stored)) {
      return content; // An earlier attempt whose end nobody heard of; planned anew, packs differ.
    }
    Set<String> done = journal.done();
    List<UploadUnit> units = plan.units();
    AtomicReferenceArray<PayloadObject> objects = new AtomicReferenceArray<>(units.size());
    SharedWork.run(
        "upload",
        FileThreads.of(task.load()),
        IntStream.range(0, units.size()).iterator(),
        i -> objects.set(i, object(units.get(i), done)));
    return plan.uploaded(IntStream.range(0, units.size()).mapToObj(objects::get).toList());
  }

  private PayloadObject object(UploadUnit unit, Set<String> done) {
    if (done.contains(journal.name(unit))) {
      PayloadObject object = journal.read(unit);
      meter.add(unit.slices().getFirst().file().path(), object.plainLength());
      return object;
    }
    try {
      return journal.note(unit, upload(unit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PayloadObject upload(UploadUnit unit) throws IOException {
    try (PayloadWriter out = payloads.create(task.copy().backup(), unit.key(keys))) {
      for (FileSlice slice : unit.slices()) {
        try (FileChannel in =
            FileChannel.open(source.require(slice.file()), StandardOpenOption.READ)) {
          copy(slice, in, out);
        }
      }
      return out.commit();
    }
  }

  private void copy(FileSlice slice, FileChannel in, PayloadWriter out) throws IOException {
    Long length = slice.length();
    long end = length == null ? Long.MAX_VALUE : slice.offset() + length;
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, end - slice.offset()));
    long position = slice.offset();
    while (position < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
      int read = in.read(buffer, position);
      if (read < 0) {
        if (length != null) {
          throw source.tooShort(slice.file(), position);
        }
        return;
      }
      out.write(buffer.array(), 0, read);
      position += read;
      keepPace(slice, read);
    }
  }

  private void keepPace(FileSlice slice, int bytes) throws IOException {
    meter.add(slice.file().path(), bytes);
    try {
      pace.keep(bytes, () -> meter.add(slice.file().path(), 0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }
}
