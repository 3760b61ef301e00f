package io.holdfast.activities.mongodb.cursor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.activities.mongodb.lock.LockMark;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.workflows.model.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The notes of which members an operation has locked, each written before the lock is taken. A
/// lock itself says nothing of who locked: without a note it is somebody else's, and stays.
final class OwnLocks {
  /// How long a member with a lock is asked for in vain. It is then taken for dead, and its lock
  /// with it.
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final WorkJournal journal;
  private final String name;

  OwnLocks(Repository repository, OperationId operation, String member) {
    journal = repository.work(operation);
    name = "lock/" + member.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /// Notes that the member is about to be locked.
  void begin() {
    journal.write(name, new Note(false, null, null));
  }

  /// Notes that it is locked, and by which mark.
  void locked(LockMark mark) {
    journal.write(name, new Note(false, null, mark));
  }

  /// The mark of the operation's lock; empty when the operation does not know whether it got one.
  Optional<LockMark> mark() {
    return note().map(Note::mark);
  }

  /// Whether the member may be locked by the operation.
  boolean isOpen() {
    return note().isPresent();
  }

  /// Notes that the member is not locked by the operation any more.
  void end() {
    journal.write(name, new Note(true, null, null));
  }

  /// Notes that the member could not be asked.
  ///
  /// @return whether it is to be asked again
  boolean miss() {
    Instant now = Instant.now();
    Instant since = note().map(Note::missedSince).orElse(null);
    if (since == null) {
      journal.write(name, new Note(false, now, mark().orElse(null)));
      return true;
    }
    return since.plus(PATIENCE).isAfter(now);
  }

  private Optional<Note> note() {
    return journal.read(name, Note.class).filter(note -> !note.over());
  }

  /// @param over whether the lock was undone
  /// @param missedSince since when the member cannot be asked; null when it was not tried, or could
  /// @param mark of the lock; null while it is not known whether there is one
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Note(boolean over, @Nullable Instant missedSince, @Nullable LockMark mark) {}
}
