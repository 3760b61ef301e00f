package io.holdfast.activities.repository;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.repository.key.Envelope;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.repository.key.SecretSealing;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The wrapping of one secret after the other by another key. A record is changed in that one place
/// and nowhere else, whatever it holds, and only if nobody else changed it meanwhile.
final class Rewrapping {
  private final ObjectStore store;
  private final Records records;
  private final Envelope envelope;
  private final SecretSealing sealing;
  private final KeyRing keys;
  private final RepositoryKey with;

  Rewrapping(ObjectStore store, String repositoryId, KeyRing keys, RepositoryKey with) {
    this.store = store;
    this.records = new Records(store);
    this.envelope = new Envelope(repositoryId);
    this.sealing = new SecretSealing(repositoryId, Optional.of(with.id()), keys);
    this.keys = keys;
    this.with = with;
  }

  /// @throws HoldfastException KEY_MISSING, RECORD_CHANGED, MANIFEST_INVALID
  void run(Wrapped wrapped) {
    Optional<Versioned<byte[]>> found = records.content(wrapped.key());
    // Deleted since it was listed: nothing is left to wrap.
    if (found.isEmpty()) {
      return;
    }
    JsonNode tree = Json.tree(found.get().value(), wrapped.key());
    switch (wrapped) {
      case Wrapped.DataKeyOf(var backup, var encryption) -> {
        ObjectNode block = within(tree, wrapped, "header", "encryption");
        requireSame(block, "wrappedKey", encryption.wrappedKey(), wrapped);
        Encryption anew = envelope.rewrap(backup, encryption, keys, with);
        block.put("keyId", anew.keyId()).put("wrappedKey", anew.wrappedKey());
      }
      case Wrapped.PasswordOf(var instance, var password) -> {
        ObjectNode block = within(tree, wrapped, "credentials");
        requireSame(block, "password", password.value(), wrapped);
        block.put("password", sealing.reseal(instance, password, with).value());
      }
    }
    replace(wrapped.key(), found.get(), tree);
  }

  private static ObjectNode within(JsonNode tree, Wrapped wrapped, String... path) {
    JsonNode node = tree;
    for (String field : path) {
      node = node.path(field);
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw changed(wrapped);
  }

  private static void requireSame(
      ObjectNode block, String field, String expected, Wrapped wrapped) {
    if (!block.path(field).asString("").equals(expected)) {
      throw changed(wrapped);
    }
  }

  private static HoldfastException changed(Wrapped wrapped) {
    return new HoldfastException(
        ErrorCode.RECORD_CHANGED,
        "Somebody else changed " + wrapped.key() + " meanwhile.",
        "Start the rotation again; it goes on where it was.");
  }

  /// A manifest that the store does not keep as it was written would be a lost backup: it is read
  /// back, and the old one is put back where it is not there.
  private void replace(String key, Versioned<byte[]> old, JsonNode next) {
    records.replaceTree(key, new Versioned<>(next, old.version()));
    byte[] written = Json.write(next);
    if (records.content(key).filter(kept -> Arrays.equals(kept.value(), written)).isEmpty()) {
      var _ = store.write(key, old.value(), new WriteCondition.Always());
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The store did not keep " + key + " as it was written; the old one was put back.",
          "The store says that a write succeeded which did not; check it.");
    }
  }
}
