package io.holdfast.activities.mongodb.oplog;

import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.UuidRepresentation;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/// Reads entries of type `c`: what they did to collections and indexes. The forms are those of
/// MongoDB 4.2 and newer; a command that is not known here is refused by name.
final class CommandParser {
  private final RawEntry entry;
  private final BsonDocument command;
  private final String name;

  /// @param entry an entry of type `c`
  CommandParser(RawEntry entry) {
    this.entry = entry;
    this.name = entry.command();
    this.command = entry.document().view().decode(new BsonDocumentCodec());
  }

  /// What the command did; empty when that is nothing of interest.
  Optional<OplogEntry> parse() {
    return switch (name) {
      case "create" -> Optional.of(created());
      case "drop" ->
          Optional.of(new StructureChange.Dropped(entry.at(), entry.uuid(), collection()));
      case "renameCollection" -> Optional.of(renamed());
      case "collMod" ->
          Optional.of(
              new StructureChange.Modified(entry.at(), entry.uuid(), collection(), without(name)));
      case "createIndexes" -> Optional.of(indexesCreated());
      case "startIndexBuild" ->
          Optional.of(
              new StructureChange.IndexesStarted(
                  entry.at(), entry.uuid(), collection(), builtIndexes()));
      case "commitIndexBuild" ->
          Optional.of(
              new StructureChange.IndexesReady(
                  entry.at(), entry.uuid(), collection(), builtIndexes()));
      case "abortIndexBuild" -> {
        List<String> names = builtIndexes().stream().map(this::indexName).toList();
        yield Optional.of(
            new StructureChange.IndexesDropped(entry.at(), entry.uuid(), collection(), names));
      }
      case "dropIndexes", "dropIndex", "deleteIndexes", "deleteIndex" ->
          Optional.of(
              new StructureChange.IndexesDropped(
                  entry.at(), entry.uuid(), collection(), List.of(text("index"))));
      // Each collection of the database was dropped by an entry of its own before.
      case "dropDatabase" -> Optional.empty();
      // A request to compare the members' data; it changes none.
      case "dbCheck" -> Optional.empty();
      // What a shard knows of a cluster's databases and indexes: none of it is restored.
      case "createDatabaseMetadata",
          "dropDatabaseMetadata",
          "modifyCollectionShardingIndexCatalog" ->
          Optional.empty();
      default -> throw OplogErrors.unsupported(entry.at(), "the command '" + name + "'");
    };
  }

  private StructureChange created() {
    BsonDocument options = without(name);
    BsonValue idIndex = options.remove("idIndex");
    return new StructureChange.Created(
        entry.at(),
        entry.uuid(),
        collection(),
        options,
        idIndex instanceof BsonDocument index ? index : null);
  }

  private StructureChange renamed() {
    return new StructureChange.Renamed(
        entry.at(),
        entry.uuid(),
        Namespace.parse(text(name)),
        Namespace.parse(text("to")),
        droppedTarget(),
        command.containsKey("stayTemp") && isTrue(command.get("stayTemp")));
  }

  private @Nullable UUID droppedTarget() {
    BsonValue target = command.get("dropTarget");
    if (target == null || (target.isBoolean() && !target.asBoolean().getValue())) {
      return null;
    }
    if (!target.isBinary()) {
      throw OplogErrors.unsupported(entry.at(), "a rename that does not say what it dropped");
    }
    return target.asBinary().asUuid(UuidRepresentation.STANDARD);
  }

  /// Up to 7.x the index's fields stand beside the command's name, later in `spec`.
  private StructureChange indexesCreated() {
    BsonValue spec = command.get("spec");
    BsonDocument index = spec instanceof BsonDocument nested ? nested : without(name);
    return new StructureChange.IndexesReady(entry.at(), entry.uuid(), collection(), List.of(index));
  }

  private List<BsonDocument> builtIndexes() {
    BsonValue indexes = command.get("indexes");
    if (indexes == null || !indexes.isArray()) {
      throw OplogErrors.unsupported(entry.at(), "a '" + name + "' without indexes");
    }
    List<BsonDocument> found = new ArrayList<>();
    for (BsonValue index : indexes.asArray()) {
      found.add(index.asDocument());
    }
    return found;
  }

  private String indexName(BsonDocument index) {
    BsonValue indexName = index.get("name");
    if (indexName == null || !indexName.isString()) {
      throw OplogErrors.unsupported(entry.at(), "an index without a name");
    }
    return indexName.asString().getValue();
  }

  private Namespace collection() {
    return new Namespace(entry.namespace().database(), text(name));
  }

  private String text(String field) {
    BsonValue value = command.get(field);
    if (value == null || !value.isString()) {
      throw OplogErrors.unsupported(
          entry.at(), "a '%s' whose field '%s' is no text".formatted(name, field));
    }
    return value.asString().getValue();
  }

  private BsonDocument without(String field) {
    BsonDocument rest = command.clone();
    rest.remove(field);
    return rest;
  }

  private static boolean isTrue(@Nullable BsonValue value) {
    return value != null && (value.isBoolean() ? value.asBoolean().getValue() : value.isNumber());
  }
}
