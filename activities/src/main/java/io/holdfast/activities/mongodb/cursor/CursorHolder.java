package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.lock.Watchdogs;
import io.holdfast.activities.mongodb.privilege.PrivilegeCheck;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.PointInTime;
import java.time.Duration;

/// Has members keep their files as they are, by a backup cursor or a lock, together with everything
/// that a copy of them needs.
public final class CursorHolder {
  /// How much later than whoever holds a lock its watchdog ends it.
  private static final Duration OVERTIME = Duration.ofMinutes(1);

  private final Repository repository;
  private final Connector connector;
  private final CursorSettings settings;
  private final Watchdogs watchdogs;
  private final CopyLists lists;

  public CursorHolder(
      Repository repository, Connector connector, CursorSettings settings, Watchdogs watchdogs) {
    this.repository = repository;
    this.connector = connector;
    this.settings = settings;
    this.watchdogs = watchdogs;
    lists = new CopyLists(repository);
  }

  /// Has the files of `task`'s member kept, and keeps their list in the repository. What an earlier
  /// round of the operation left on the member is undone first. Leaves nothing when it fails.
  ///
  /// @throws HoldfastException CURSOR_REFUSED, SOURCE_LOST, METHOD_NOT_SUPPORTED, ACCESS_DENIED
  public HeldFiles open(CopyTask task, Heartbeat heartbeat) {
    Instance instance = instance(task);
    MongoClient client = connector.member(instance, task.source().address());
    try {
      PrivilegeCheck.of(client, instance.id()).require(Task.EXTERNAL);
      return switch (task.means()) {
        case BACKUP_CURSOR -> cursor(client, instance, task, heartbeat);
        case FSYNC_LOCK -> lock(client, instance, task, heartbeat);
      };
    } catch (MongoException e) {
      client.close();
      throw CursorErrors.translate(e, task);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private HeldFiles cursor(
      MongoClient client, Instance instance, CopyTask task, Heartbeat heartbeat) {
    CursorOpening opening = new CursorOpening(new CursorMember(client), task, settings, heartbeat);
    BackupCursor cursor = opening.open();
    try {
      ExternalContent content =
          opening.content(cursor, () -> connector.patient(instance, task.source().address()));
      lists.write(task, content);
      return new HeldFiles(client, cursor, content, task, settings, heartbeat);
    } catch (RuntimeException e) {
      cursor.close();
      throw e;
    }
  }

  private HeldFiles lock(
      MongoClient client, Instance instance, CopyTask task, Heartbeat heartbeat) {
    String address = task.source().address();
    MongoClient patient = connector.patient(instance, address);
    LockOpening opening =
        new LockOpening(client, task, new OwnLocks(repository, task.operation(), address));
    Duration longest = Duration.ofSeconds(task.holdSeconds()).plus(OVERTIME);
    try (patient) {
      FsyncLock lock = opening.lock(patient, () -> watchdogs.start(instance, address, longest));
      try {
        ExternalContent content = opening.content(lock);
        lists.write(task, content);
        return new HeldFiles(client, lock, content, task, settings, heartbeat);
      } catch (RuntimeException e) {
        lock.close();
        throw e;
      }
    }
  }

  /// Extends the cursor that somebody holds for `task` to `time`, and completes its file list.
  ///
  /// @throws HoldfastException CURSOR_LOST, SOURCE_LOST, ACCESS_DENIED
  public OpenedCursor extend(CopyTask task, PointInTime time, Heartbeat heartbeat) {
    Instance instance = instance(task);
    String address = task.source().address();
    ExternalContent content = lists.require(task);
    try (MongoClient client = connector.member(instance, address)) {
      CursorExtension extension =
          new CursorExtension(new CursorMember(client), address, settings, heartbeat);
      ExternalContent extended =
          content.extended(
              time,
              FileList.extended(
                  content.dbPath(),
                  content.files(),
                  extension.to(
                      content.backupId(), time, () -> connector.patient(instance, address))));
      lists.write(task, extended);
      return told(task, extended);
    } catch (MongoException e) {
      HoldfastException translated =
          MongoErrors.translateOfSource(e, "The extension of the backup cursor on " + address);
      throw e instanceof MongoCommandException && translated.code() == ErrorCode.INTERNAL_ERROR
          ? new HoldfastException(
              ErrorCode.CURSOR_LOST, translated.message(), "Another one is opened.", e)
          : translated;
    }
  }

  static OpenedCursor told(CopyTask task, ExternalContent content) {
    return new OpenedCursor(
        task.round(),
        task.source().replicaSet(),
        task.source().address(),
        content.dbPath(),
        content.backupId(),
        content.time(),
        content.files().size(),
        ExternalContent.bytes(content.files()),
        content.keeping());
  }

  private Instance instance(CopyTask task) {
    return RegisteredInstances.require(repository.catalogue(), task.operation().instance());
  }
}
