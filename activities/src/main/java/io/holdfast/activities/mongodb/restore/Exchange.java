package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.LoadConcern;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/// Puts what was loaded beside the old data in its place: each collection in one step of the
/// server, then what the backup does not have goes, and the views come. A repetition does the rest.
final class Exchange {
  /// Each waits for a majority; the sooner all are done, the shorter some are and some are not.
  private static final int RENAMERS = 16;

  private final RestoreSession session;
  private final Target target;
  private final Goal goal;
  private final Shadow shadow;
  private final Map<Namespace, BsonDocument> there = new HashMap<>();

  Exchange(RestoreSession session, Goal goal) {
    this.session = session;
    this.target = session.target();
    this.goal = goal;
    this.shadow = new Shadow(session, goal);
  }

  /// @return how many collections are in their places
  int run() {
    TargetContent drops = session.drops("The look before replacing", goal);
    Set<String> databases = new TreeSet<>(goal.databases());
    databases.addAll(target.looking("The look", target::databases));
    databases.add(Target.ADMIN);
    databases.forEach(this::look);
    ProgressMeter meter = session.meter("replace", "objects", goal.collections().size());
    SharedWork.run(
        "replace",
        RENAMERS,
        goal.collections().iterator(),
        collection -> {
          target.doing("Replacing '%s'".formatted(collection.namespace()), () -> place(collection));
          meter.add(collection.namespace().toString(), 1);
        });
    if (session.task().request().selection() == null) {
      dropTheRest(drops);
    }
    replaceViews(meter);
    session.journal().dropped(drops);
    return goal.collections().size();
  }

  private void look(String database) {
    target
        .looking("The look", () -> target.collections(database))
        .forEach(
            listed ->
                there.put(new Namespace(database, listed.getString("name").getValue()), listed));
  }

  private boolean place(CollectionAt collection) {
    Namespace place = collection.namespace();
    Namespace from = shadow.names().shadow(place);
    if (!there.containsKey(from)) {
      return false; // an attempt before this one has placed it
    }
    if (place.collection().startsWith("system.")) {
      copy(collection, from);
      return true;
    }
    if (isNotRenamedOver(place)) {
      Commands.dropIfThere(target, place);
    }
    try {
      var _ =
          target.change(
              Target.ADMIN,
              new BsonDocument("renameCollection", new BsonString(from.toString()))
                  .append("to", new BsonString(place.toString()))
                  .append("dropTarget", BsonBoolean.TRUE));
      return true;
    } catch (MongoCommandException e) {
      if (MongoErrors.isNamespaceMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  /// Servers rename nothing to a name of their own, such as `system.js`: its few documents are
  /// copied, which is not one step.
  private void copy(CollectionAt collection, Namespace from) {
    Namespace place = collection.namespace();
    Commands.create(target, collection);
    MongoCollection<RawBsonDocument> old = target.documents(place, true);
    var _ = old.deleteMany(new BsonDocument());
    InsertBatch batch = new InsertBatch(target, collection, InsertBatch.room(1), _ -> {});
    BsonDocument find = new BsonDocument("find", new BsonString(from.collection()));
    try (MongoClient primary = target.primary();
        RawCursor cursor = RawCursor.open(primary, from.database(), find)) {
      while (cursor.hasNext()) {
        batch.add(cursor.next());
      }
    }
    batch.finish(LoadConcern.MAJORITY);
    Commands.dropIfThere(target, from);
  }

  /// A view or time series.
  private boolean isNotRenamedOver(Namespace namespace) {
    BsonDocument listed = there.get(namespace);
    return listed != null
        && !listed.getString("type", new BsonString("")).getValue().equals("collection");
  }

  /// What the backup does not have, of what was consented to be dropped.
  private void dropTheRest(TargetContent drops) {
    Set<Namespace> kept = goal.namespaces();
    for (String database : drops.databases()) {
      if (!goal.databases().contains(database)) {
        target.doing(
            "Dropping database '%s' to restore".formatted(database),
            () -> target.change(database, new BsonDocument("dropDatabase", new BsonInt32(1))));
      }
    }
    there.keySet().stream()
        .filter(found -> goal.databases().contains(found.database()) && !kept.contains(found))
        .filter(found -> !found.database().equals(Target.ADMIN))
        .filter(Exchange::isUsers)
        .forEach(this::drop);
    drops.adminCollections().stream()
        .map(name -> new Namespace(Target.ADMIN, name))
        .filter(found -> !kept.contains(found))
        .forEach(this::drop);
  }

  /// Buckets go with their time series, the restore's own collections by its own hand.
  private static boolean isUsers(Namespace found) {
    String collection = found.collection();
    return Scope.of(found) == Scope.DATA
        && !TimeSeries.isBuckets(found)
        && !collection.startsWith(ShadowNames.PREFIX);
  }

  private void drop(Namespace namespace) {
    target.doing(
        "Dropping '%s' to restore".formatted(namespace),
        () -> Commands.dropIfThere(target, namespace));
  }

  /// A view is made anew: it holds nothing, and cannot be renamed.
  private void replaceViews(ProgressMeter meter) {
    goal.views().stream()
        .filter(view -> there.containsKey(view.namespace()))
        .forEach(view -> drop(view.namespace()));
    new StructureBuilder(target, meter).createViews(goal.views());
  }
}
