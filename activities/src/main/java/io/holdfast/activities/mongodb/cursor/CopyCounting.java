package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.count.MemberCount;
import io.holdfast.activities.mongodb.privilege.PrivilegeCheck;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.Instance;
import org.jspecify.annotations.Nullable;

/// Begins to count the documents of members whose files are kept.
public final class CopyCounting {
  private final Repository repository;
  private final Connector connector;
  private final CopyLists lists;

  public CopyCounting(Repository repository, Connector connector) {
    this.repository = repository;
    this.connector = connector;
    lists = new CopyLists(repository);
  }

  /// Opens the member of `task`, whose files are kept.
  ///
  /// @throws HoldfastException ACCESS_DENIED, SOURCE_LOST
  public CopyCount open(CopyTask task, Heartbeat heartbeat) {
    Instance instance =
        RegisteredInstances.require(repository.catalogue(), task.operation().instance());
    ExternalContent content = lists.require(task);
    MongoClient client = connector.patient(instance, task.source().address());
    try {
      PrivilegeCheck.of(client, instance.id()).require(Task.COUNT);
      return new CopyCount(task, lists, client, count(client, content, heartbeat));
    } catch (MongoException e) {
      client.close();
      throw CopyCount.lost(task, e);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /// A standalone server that is written to has no oplog which would tell of it.
  private static @Nullable MemberCount count(
      MongoClient client, ExternalContent content, Heartbeat heartbeat) {
    if (content.means() == Keeping.FSYNC_LOCK) {
      return MemberCount.still(client, heartbeat);
    }
    return content.checkpoint() == null
        ? null
        : MemberCount.asOf(client, content.time(), heartbeat);
  }
}
