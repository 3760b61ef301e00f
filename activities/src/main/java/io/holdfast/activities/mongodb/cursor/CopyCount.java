package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.count.MemberCount;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CountedMember;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The counting of one member's documents while its files are copied.
public final class CopyCount implements AutoCloseable {
  private final CopyTask task;
  private final CopyLists lists;
  private final MongoClient client;
  private final @Nullable MemberCount count;

  CopyCount(CopyTask task, CopyLists lists, MongoClient client, @Nullable MemberCount count) {
    this.task = task;
    this.lists = lists;
    this.client = client;
    this.count = count;
  }

  /// Counts.
  ///
  /// @return why not all is counted, as a sentence; empty when all is
  /// @throws HoldfastException SOURCE_LOST
  public Optional<String> run() {
    if (count == null) {
      return Optional.of("A standalone server has no oplog to count as of one time by.");
    }
    try {
      return count.run();
    } catch (MongoException e) {
      throw lost(task, e);
    }
  }

  /// Keeps in the repository what is counted so far.
  ///
  /// @param gap why that is not all; empty when it is
  public CountedMember keep(Optional<String> gap) {
    if (count == null) {
      return new CountedMember(task.source().address(), 0, 0, gap.orElse(null));
    }
    lists.writeCounts(task, List.copyOf(count.counts()));
    return new CountedMember(
        task.source().address(), count.counts().size(), count.collections(), gap.orElse(null));
  }

  static HoldfastException lost(CopyTask task, MongoException e) {
    return MongoErrors.translateOfSource(
        e, "The counting of documents on " + task.source().address());
  }

  @Override
  public void close() {
    client.close();
  }
}
