package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.Instance;

/// Opens backup cursors together with everything that a copy of their files needs.
public final class CursorHolder {
  private final Repository repository;
  private final Connector connector;
  private final CursorSettings settings;

  public CursorHolder(Repository repository, Connector connector, CursorSettings settings) {
    this.repository = repository;
    this.connector = connector;
    this.settings = settings;
  }

  /// Opens a cursor for `task` and keeps its file list in the repository. What an earlier round of
  /// the operation left open on the member is closed first. Leaves nothing open when it fails.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException CURSOR_REFUSED, SOURCE_LOST,
  ///   METHOD_NOT_SUPPORTED, ACCESS_DENIED
  public HeldBackupCursor open(CopyTask task, Heartbeat heartbeat) {
    Instance instance =
        RegisteredInstances.require(repository.catalogue(), task.operation().instance());
    MongoClient client = connector.member(instance, task.source().address());
    try {
      return open(client, instance, task, heartbeat);
    } catch (MongoException e) {
      client.close();
      throw CursorErrors.translate(e, task.source().address());
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private HeldBackupCursor open(
      MongoClient client, Instance instance, CopyTask task, Heartbeat heartbeat) {
    CursorOpening opening = new CursorOpening(new CursorMember(client), task, settings, heartbeat);
    BackupCursor cursor = opening.open();
    try {
      ExternalContent content =
          opening.content(cursor, () -> connector.patient(instance, task.source().address()));
      repository
          .work(task.operation())
          .write(Layout.copyList(task.round(), task.source().replicaSet()), content);
      return new HeldBackupCursor(client, cursor, content, task, settings, heartbeat);
    } catch (RuntimeException e) {
      cursor.close();
      throw e;
    }
  }
}
