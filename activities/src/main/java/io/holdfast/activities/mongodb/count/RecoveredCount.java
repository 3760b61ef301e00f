package io.holdfast.activities.mongodb.count;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.agent.RecoveredMember.ProvenCounts;
import io.holdfast.workflows.backup.CollectionCount;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The documents of recovered files, held against how many there were at the backup's time.
public final class RecoveredCount {
  private static final String HINT =
      "Restore again from another copy or backup; with --no-counts what there is comes back unproven.";

  private final MemberId member;
  private final DocumentCounter counter;
  private final Heartbeat heartbeat;

  /// @param client of a server on the recovered files, which nobody else uses
  public RecoveredCount(MemberId member, MongoClient client, Heartbeat heartbeat) {
    this.member = member;
    this.counter = new DocumentCounter(client);
    this.heartbeat = heartbeat;
  }

  /// Counts every collection that the backup has counted.
  ///
  /// @param verified whether the files are known to be those that were backed up; if not, every
  ///   document of every collection is read: a server that opens a damaged file notices that only
  ///   when it comes to the damage, and ends
  /// @throws HoldfastException PROOF_FAILED when a collection is not there, has another number or
  ///   cannot be read
  public ProvenCounts prove(List<CollectionCount> expected, boolean verified) {
    Map<String, CollectionCount> open = new HashMap<>();
    expected.forEach(count -> open.put(count.uuid(), count));
    List<StoredCollection> found = counter.collections(Set.of("local"));
    ProgressMeter meter = new ProgressMeter(heartbeat, "prove", "collections", found.size());
    long documents = 0;
    for (StoredCollection collection : found) {
      CollectionCount count = open.remove(collection.uuid().toString());
      if (count != null || !verified) {
        long counted = count(collection, verified, meter);
        documents += count == null ? 0 : admitted(count, counted);
      }
      meter.add(null, 1);
    }
    open.values().stream()
        .findFirst()
        .ifPresent(
            missing -> {
              throw failed(missing.namespace() + " is not in the recovered files.");
            });
    return new ProvenCounts(expected.size(), documents);
  }

  private long count(StoredCollection collection, boolean verified, ProgressMeter meter) {
    Runnable beat = () -> meter.add(collection.namespace().toString(), 0);
    try {
      return verified ? counter.count(collection, beat) : counter.read(collection, beat);
    } catch (MongoException e) {
      throw new HoldfastException(
          ErrorCode.PROOF_FAILED,
          "%s: %s cannot be read from the recovered files: they are damaged."
              .formatted(member, collection.namespace()),
          HINT,
          e);
    }
  }

  private long admitted(CollectionCount expected, long counted) {
    if (!expected.admits(counted)) {
      throw failed(
          "%s has %d documents in the recovered files, and had %s at the backup's time."
              .formatted(expected.namespace(), counted, range(expected)));
    }
    return counted;
  }

  private static String range(CollectionCount expected) {
    return expected.least() == expected.most()
        ? Long.toString(expected.most())
        : "%d to %d".formatted(expected.least(), expected.most());
  }

  private HoldfastException failed(String what) {
    return new HoldfastException(ErrorCode.PROOF_FAILED, "%s: %s".formatted(member, what), HINT);
  }
}
