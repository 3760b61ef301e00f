package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoCommandException;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The room for a restore's data on the target's file system, as its server tells of it.
///
/// @param needed at least so many bytes: what the data weighs compressed in the backup, which is
///   less than any server makes of it, and nothing for indexes
/// @param free at most so many bytes, with what would be dropped; of a cluster, of all shards
///   together
record Room(long needed, long free) {
  boolean isEnough() {
    return needed <= free;
  }

  /// Empty where the server does not tell, or not this user.
  static Optional<Room> look(
      Target target, Manifest manifest, RestoreRequest request, TargetContent inTheWay) {
    try {
      List<BsonDocument> disks = disks(stats(target, Target.ADMIN));
      if (disks.isEmpty() || !disks.stream().allMatch(disk -> number(disk, "fsTotalSize") > 0)) {
        return Optional.empty();
      }
      long free =
          disks.stream()
              .mapToLong(disk -> number(disk, "fsTotalSize") - number(disk, "fsUsedSize"))
              .sum();
      boolean drops = request.consent() != null && !request.isShadowed();
      return Optional.of(
          new Room(
              stored(manifest, request.selection()), free + (drops ? size(target, inTheWay) : 0)));
    } catch (MongoCommandException e) {
      if (e.getErrorCode() == MongoErrors.UNAUTHORIZED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static BsonDocument stats(Target target, String database) {
    return target.ask(database, new BsonDocument("dbStats", new BsonInt32(1)));
  }

  /// A router answers with what each shard says.
  private static List<BsonDocument> disks(BsonDocument stats) {
    return stats.isDocument("raw")
        ? stats.getDocument("raw").values().stream().map(BsonValue::asDocument).toList()
        : List.of(stats);
  }

  /// At least what dropping it frees: single collections count as their whole database.
  private static long size(Target target, TargetContent content) {
    Set<String> databases = new TreeSet<>(content.databases());
    content.single().forEach(namespace -> databases.add(namespace.database()));
    return databases.stream()
        .map(database -> stats(target, database))
        .mapToLong(stats -> number(stats, "storageSize") + number(stats, "indexSize"))
        .sum();
  }

  private static long number(BsonDocument stats, String field) {
    return stats.get(field) instanceof BsonNumber number ? number.longValue() : 0;
  }

  private static long stored(Manifest manifest, @Nullable Selection selection) {
    return manifest.replicaSets().stream()
        .flatMap(set -> set.collections().stream())
        .filter(entry -> Scope.of(entry.namespace()) == Scope.DATA)
        .filter(entry -> selection == null || selection.chooses(entry.namespace()))
        .flatMap(entry -> entry.chunks().stream())
        .mapToLong(chunk -> chunk.object().length())
        .sum();
  }
}
