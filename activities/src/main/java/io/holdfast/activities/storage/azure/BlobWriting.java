package io.holdfast.activities.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.transfer.Etag;
import io.holdfast.activities.storage.transfer.Part;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One blob, written in one request whose MD5 the service checks.
///
/// A conditional write whose answer was lost is sent again by the SDK, and then meets its own work.
/// So each write leaves a mark in the blob's metadata, by which that is told from somebody else's.
final class BlobWriting {
  private static final String MARK = "holdfastwrite";

  private final String key;
  private final String place;
  private final BlockBlobClient blob;

  BlobWriting(String key, String place, BlockBlobClient blob) {
    this.key = key;
    this.place = place;
    this.blob = blob;
  }

  Optional<ObjectInfo> write(Part content, WriteCondition condition) {
    String mark = UUID.randomUUID().toString();
    return AzureFaults.translating(
        "write " + place, () -> Again.trying(() -> put(content, mark, condition)));
  }

  /// A part as the SDK sends it, as often as it must: it goes back to the mark each time.
  static BinaryData body(Part part) {
    return BinaryData.fromStream(part.open(), part.length());
  }

  private Optional<ObjectInfo> put(Part content, String mark, WriteCondition condition) {
    BlockBlobSimpleUploadOptions options =
        new BlockBlobSimpleUploadOptions(body(content))
            .setContentMd5(content.checksum())
            .setMetadata(Map.of(MARK, mark))
            .setRequestConditions(conditions(condition));
    try {
      String tag = blob.uploadWithResponse(options, null, Context.NONE).getValue().getETag();
      return Optional.of(new ObjectInfo(key, content.length(), Etag.plain(tag)));
    } catch (BlobStorageException e) {
      if (AzureFaults.isConditionNotMet(e) || AzureFaults.isAbsent(e)) {
        return own(mark);
      }
      throw e;
    }
  }

  private static BlobRequestConditions conditions(WriteCondition condition) {
    BlobRequestConditions conditions = new BlobRequestConditions();
    return switch (condition) {
      case WriteCondition.Always _ -> conditions;
      case WriteCondition.IfAbsent _ -> conditions.setIfNoneMatch("*");
      case WriteCondition.IfVersion(String version) -> conditions.setIfMatch(Etag.quoted(version));
    };
  }

  /// What is there, if it carries the mark of this write.
  private Optional<ObjectInfo> own(String mark) {
    try {
      BlobProperties properties = blob.getProperties();
      return mark.equals(properties.getMetadata().get(MARK))
          ? Optional.of(
              new ObjectInfo(key, properties.getBlobSize(), Etag.plain(properties.getETag())))
          : Optional.empty();
    } catch (BlobStorageException e) {
      if (AzureFaults.isAbsent(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
