package io.holdfast.activities.mongodb.filerestore;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.member.FileEncryption;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.MemberId;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The options that decide how a server lays out its data files, and so whether it opens another's.
/// Compressors are none of them: each file says by which it was written.
///
/// @param storage the `storage` part of a server's options
/// @param encryption as [FileEncryption] has it; null where nobody knows
record StorageOptions(BsonDocument storage, @Nullable String encryption) {
  private static final List<Option> OPTIONS =
      List.of(
          new Option("engine", new BsonString("wiredTiger")),
          new Option("directoryPerDB", BsonBoolean.FALSE),
          new Option("wiredTiger.engineConfig.directoryForIndexes", BsonBoolean.FALSE));

  /// @param path below `storage`
  /// @param usual what a server takes that is told nothing
  private record Option(String path, BsonValue usual) {}

  /// What a running member was started with; empty when it does not say within seconds, as one that
  /// is down.
  static Optional<StorageOptions> of(Instance instance, MemberId member, Connector connector) {
    try (MongoClient client = connector.memberLook(instance, member.address())) {
      BsonDocument parsed =
          client
              .getDatabase("admin")
              .runCommand(new BsonDocument("getCmdLineOpts", new BsonInt32(1)), BsonDocument.class)
              .getDocument("parsed", new BsonDocument());
      return Optional.of(
          new StorageOptions(
              parsed.getDocument("storage", new BsonDocument()), FileEncryption.of(parsed)));
    } catch (MongoException e) {
      return Optional.empty(); // the agent's own server finds out, before anything is put in place
    }
  }

  /// The first option in which `other` differs, and how; empty when files go from one to the other.
  Optional<String> difference(StorageOptions other) {
    return OPTIONS.stream()
        .filter(option -> !value(option).equals(other.value(option)))
        .findFirst()
        .map(
            option ->
                "storage.%s is %s there, and %s where the backup was taken"
                    .formatted(option.path, text(other.value(option)), text(value(option))))
        .or(() -> difference(encryption, other.encryption));
  }

  private static Optional<String> difference(@Nullable String own, @Nullable String other) {
    return own == null || other == null || own.equals(other)
        ? Optional.empty()
        : Optional.of(
            "the encryption of its files is %s there, and %s where the backup was taken"
                .formatted(other, own));
  }

  private BsonValue value(Option option) {
    BsonValue found = storage;
    for (String name : option.path.split("\\.", -1)) {
      found = child(found, name);
    }
    return found == null ? option.usual : found;
  }

  private static @Nullable BsonValue child(@Nullable BsonValue parent, String name) {
    return parent != null && parent.isDocument() ? parent.asDocument().get(name) : null;
  }

  private static String text(BsonValue value) {
    return value.isBoolean()
        ? Boolean.toString(value.asBoolean().getValue())
        : value.asString().getValue();
  }
}
