package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.List;
import java.util.UUID;

/// The collections that a server has before anybody writes: version and compatibility in `admin`,
/// the replica set's configuration in `local`.
public final class SystemCollections {
  private static final Namespace VERSION = new Namespace("admin", "system.version");

  /// Where the configuration is.
  public static final Namespace REPLSET = new Namespace("local", "system.replset");

  private static final Namespace INDEX_BUILDS = new Namespace("config", "system.indexBuilds");

  private SystemCollections() {}

  /// What every member has in common, or a standalone has.
  public static void create(Member member, boolean ofSet) {
    Doc compatibility =
        new DocBuilder().put("_id", "featureCompatibilityVersion").put("version", "4.4").build();
    Doc schema = new DocBuilder().put("_id", "authSchema").put("currentVersion", 5).build();
    create(member, VERSION, List.of(compatibility, schema));
    if (ofSet) {
      create(member, INDEX_BUILDS, List.of());
    }
  }

  /// Each member's own copy of the configuration.
  static void createConfig(Member member, ReplicaSet set) {
    create(member, REPLSET, List.of(set.config().doc()));
  }

  private static void create(Member member, Namespace namespace, List<Doc> documents) {
    member
        .store()
        .write(
            () -> {
              Catalog catalog = member.store().catalog();
              StoredCollection collection = require(catalog, namespace);
              if (collection.count() == 0) {
                documents.forEach(collection::insert);
              }
              return true;
            });
  }

  /// The collection, which is made where it is not there; inside the store's lock.
  static StoredCollection require(Catalog catalog, Namespace namespace) {
    StoredCollection found = catalog.find(namespace);
    return found == null
        ? catalog.create(namespace, UUID.randomUUID(), Doc.EMPTY, IndexDefinition.primary(null))
        : found;
  }
}
