package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One object of a backup's payload, as the manifest lists it.
///
/// @param key relative to the backup's prefix
/// @param length bytes in the store
/// @param sha256 of the stored bytes, lower-case hexadecimal
/// @param plainLength bytes before compression
/// @param compression how it was compressed; null, as in every manifest of format 1, for zstd
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PayloadObject(
    String key,
    long length,
    String sha256,
    long plainLength,
    @Nullable CompressionFormat compression) {

  /// An object compressed with zstd.
  public PayloadObject(String key, long length, String sha256, long plainLength) {
    this(key, length, sha256, plainLength, null);
  }

  /// How it was compressed.
  @JsonIgnore
  public CompressionFormat compressedWith() {
    return compression == null ? CompressionFormat.ZSTD : compression;
  }
}
