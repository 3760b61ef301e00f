package io.holdfast.activities.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.holdfast.activities.storage.transfer.Etag;
import io.holdfast.activities.storage.transfer.Lanes;
import io.holdfast.activities.storage.transfer.RangedInputStream;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One blob, read in ranges that all belong to the version that the first one found.
final class BlobReading {
  private static final int FIRST = 1 << 20;

  private final String key;
  private final String place;
  private final BlockBlobClient blob;
  private final Lanes lanes;

  BlobReading(String key, String place, BlockBlobClient blob, Lanes lanes) {
    this.key = key;
    this.place = place;
    this.blob = blob;
    this.lanes = lanes;
  }

  /// As [io.holdfast.activities.storage.ObjectStore#read].
  Optional<InputStream> open(long offset) {
    return AzureFaults.translating("read " + place, () -> Again.trying(() -> first(offset)));
  }

  private Optional<InputStream> first(long offset) {
    try {
      BlobDownloadContentResponse answer = get(new BlobRange(offset, (long) FIRST), null);
      byte[] content = answer.getValue().toBytes();
      long end = end(answer);
      if (content.length != Math.min(FIRST, end - offset)) {
        throw unfitting(content.length, Math.min(FIRST, end - offset));
      }
      String version = Etag.plain(answer.getDeserializedHeaders().getETag());
      return Optional.of(
          new RangedInputStream(
              key, (from, length) -> range(from, length, version), lanes, content, offset, end));
    } catch (BlobStorageException e) {
      if (AzureFaults.isAbsent(e)) {
        return Optional.empty();
      }
      if (BlobErrorCode.INVALID_RANGE.equals(e.getErrorCode())) {
        // Behind the end, or the object is empty.
        return Optional.of(new ByteArrayInputStream(new byte[0]));
      }
      throw e;
    }
  }

  /// The object's length, from `bytes 0-99/1234`.
  private long end(BlobDownloadContentResponse answer) {
    String range = answer.getHeaders().getValue(HttpHeaderName.CONTENT_RANGE);
    if (range == null || !range.matches("bytes \\d+-\\d+/\\d{1,18}")) {
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "Could not read %s: the answer does not say which part it is.".formatted(place),
          "See what stands between Holdfast and Azure.");
    }
    return Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  private byte[] range(long offset, int length, String version) {
    return AzureFaults.translating(
        "read on in " + place, () -> Again.trying(() -> exactly(offset, length, version)));
  }

  private byte[] exactly(long offset, int length, String version) {
    byte[] content = get(new BlobRange(offset, (long) length), version).getValue().toBytes();
    if (content.length != length) {
      throw unfitting(content.length, length);
    }
    return content;
  }

  private BlobDownloadContentResponse get(BlobRange range, @Nullable String version) {
    BlobRequestConditions conditions = new BlobRequestConditions();
    if (version != null) {
      var _ = conditions.setIfMatch(Etag.quoted(version));
    }
    return blob.downloadContentWithResponse(
        new DownloadRetryOptions().setMaxRetryRequests(5),
        conditions,
        range,
        false,
        null,
        Context.NONE);
  }

  private HoldfastException unfitting(long came, long wanted) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Could not read %s: %d bytes came of %d.".formatted(place, came, wanted),
        "It is tried again; if it stays so, see what stands between Holdfast and Azure.");
  }
}
