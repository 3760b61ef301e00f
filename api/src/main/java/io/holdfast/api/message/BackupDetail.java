package io.holdfast.api.message;

import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.Namespace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One backup, with where it was read from and, when asked for, what is in it.
@Schema(description = "One backup, and what its manifest says of it.")
public record BackupDetail(
    BackupView backup,
    @Schema(description = "The members that were read from; absent until it is completed.")
        @Nullable List<Source> sources,
    @Schema(description = "The collections; only with include=contents.")
        @Nullable Page<CollectionView> contents) {

  /// A collection or view of a backup.
  @Schema(name = "CollectionView", description = "A collection or view of a backup.")
  public record CollectionView(
      @Schema(example = "sales") String database,
      @Schema(example = "orders") String collection,
      CollectionKind kind,
      @Schema(description = "At the point in time.", example = "33000") long documents,
      @Schema(
              description = "The sum, modulo 2^256, of the SHA-256 of each document's BSON.",
              example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
          String digest,
      @Schema(description = "As dumped, before compression.") long plainBytes,
      @Schema(description = "As dumped, in the repository.") long storedBytes) {

    /// @param atPoint what the collection holds at the backup's point in time
    public static CollectionView of(CollectionEntry entry, Content atPoint) {
      Namespace namespace = entry.namespace();
      return new CollectionView(
          namespace.database(),
          namespace.collection(),
          entry.kind(),
          atPoint.documents(),
          atPoint.digest(),
          entry.chunks().stream().mapToLong(chunk -> chunk.object().plainLength()).sum(),
          entry.chunks().stream().mapToLong(chunk -> chunk.object().length()).sum());
    }
  }
}
