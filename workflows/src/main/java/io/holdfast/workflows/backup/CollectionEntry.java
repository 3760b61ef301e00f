package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A collection or view in a manifest.
///
/// @param namespace its name when the dump listed it
/// @param uuid the server's id of the collection; null for a view
/// @param metadata one BSON document: `options`, `indexes`, `type`, `uuid`, as mongodump writes it
/// @param chunks the documents as they were read, at different times during the dump
/// @param dumped what the chunks hold together
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CollectionEntry(
    Namespace namespace,
    CollectionKind kind,
    @Nullable String uuid,
    PayloadObject metadata,
    List<Chunk> chunks,
    Content dumped) {
  public CollectionEntry {
    chunks = List.copyOf(chunks);
  }

  /// Every payload object that it consists of.
  public Stream<PayloadObject> objects() {
    return Stream.concat(Stream.of(metadata), chunks.stream().map(Chunk::object));
  }
}
