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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// One upload of a member's data files, by several threads. Each part of a file is an object; what
/// is done is noted in the operation's working lists, and not done again by a later attempt.
public final class FilesUpload {
  /// How much of a file is one object: what a thread loses when its agent is killed.
  static final long PART_BYTES = 128L << 20;

  /// What a processor's own cache holds together with its copies.
  private static final int BUFFER = 256 << 10;

  private final Payloads payloads;
  private final SourceFiles source;
  private final UploadTask task;
  private final ExternalContent content;
  private final PartJournal journal;
  private final PayloadKeys keys;
  private final Pace pace;
  private final ProgressMeter meter;
  private final List<FilePart> parts;

  /// @param content the list of files, which somebody keeps as they are
  public FilesUpload(
      Repository repository,
      SourceFiles source,
      UploadTask task,
      ExternalContent content,
      Heartbeat heartbeat) {
    this(repository, source, task, content, heartbeat, PART_BYTES);
  }

  FilesUpload(
      Repository repository,
      SourceFiles source,
      UploadTask task,
      ExternalContent content,
      Heartbeat heartbeat,
      long partBytes) {
    payloads = repository.payloads().ofDataFiles();
    this.source = source;
    this.task = task;
    this.content = content;
    journal = new PartJournal(repository.work(task.copy().operation()), task.copy());
    keys = new PayloadKeys(task.copy().source().replicaSet(), payloads.suffix());
    pace = new Pace(task.load().maxBytesPerSecond(), System::nanoTime);
    meter = new ProgressMeter(heartbeat, "upload", "bytes", ExternalContent.bytes(content.files()));
    parts = FilePart.of(content.files(), partBytes);
  }

  /// Uploads what is not uploaded yet.
  ///
  /// @return the list, with what became of each file
  /// @throws io.holdfast.workflows.error.HoldfastException MEMBER_UNFIT when a file is not as the
  ///   list says, and what the store throws
  /// @throws UncheckedIOException when a file cannot be read
  public ExternalContent run() {
    Set<String> done = journal.done();
    AtomicReferenceArray<PayloadObject> objects = new AtomicReferenceArray<>(parts.size());
    SharedWork.run(
        "upload",
        FileThreads.of(task.load()),
        IntStream.range(0, parts.size()).iterator(),
        i -> objects.set(i, object(parts.get(i), done)));
    List<List<PayloadObject>> ofFiles = new ArrayList<>();
    content.files().forEach(_ -> ofFiles.add(new ArrayList<>()));
    for (int i = 0; i < parts.size(); i++) {
      ofFiles.get(parts.get(i).ordinal()).add(objects.get(i));
    }
    List<BackupFile> uploaded = new ArrayList<>();
    for (int i = 0; i < ofFiles.size(); i++) {
      uploaded.add(content.files().get(i).uploaded(ofFiles.get(i)));
    }
    return content.withFiles(uploaded);
  }

  private PayloadObject object(FilePart part, Set<String> done) {
    if (done.contains(journal.name(part))) {
      PayloadObject object = journal.read(part);
      meter.add(part.file().path(), object.plainLength());
      return object;
    }
    try {
      return journal.note(part, upload(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PayloadObject upload(FilePart part) throws IOException {
    String key = keys.file(part.ordinal(), part.file().path(), part.number());
    try (FileChannel in = FileChannel.open(source.require(part.file()), StandardOpenOption.READ);
        PayloadWriter out = payloads.create(task.copy().backup(), key)) {
      copy(part, in, out);
      return out.commit();
    }
  }

  private void copy(FilePart part, FileChannel in, PayloadWriter out) throws IOException {
    Long length = part.length();
    long end = length == null ? Long.MAX_VALUE : part.offset() + length;
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, end - part.offset()));
    long position = part.offset();
    while (position < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
      int read = in.read(buffer, position);
      if (read < 0) {
        if (length != null) {
          throw source.tooShort(part.file(), position);
        }
        return;
      }
      out.write(buffer.array(), 0, read);
      position += read;
      keepPace(part, read);
    }
  }

  private void keepPace(FilePart part, int bytes) throws IOException {
    meter.add(part.file().path(), bytes);
    try {
      pace.keep(bytes, () -> meter.add(part.file().path(), 0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }
}
