package io.holdfast.activities.storage.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.transfer.Etag;
import io.holdfast.activities.storage.transfer.Lanes;
import io.holdfast.activities.storage.transfer.Part;
import io.holdfast.activities.storage.transfer.PartSizes;
import io.holdfast.activities.storage.transfer.PartedUpload;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An object store in a container of Azure Blob Storage, as block blobs.
///
/// What an upload has sent and not committed is invisible, and Azure itself forgets it after a
/// week; so there is nothing for [#abandonUploads] to do.
public final class AzureStore implements ObjectStore {
  private static final int LONGEST_NAME = 1_024;

  /// Azure takes 50,000 blocks of up to 4,000 MiB; its SDK sends none of 2 GiB again.
  private static final PartSizes SIZES = new PartSizes(4 << 20, 1L << 30, 50_000);

  private final AzureLocation location;
  private final BlobContainerClient container;
  private final Links links;
  private final Immutability immutability;
  private final BlobListing listing;
  private final Lanes lanes = Lanes.forHeap();

  private AzureStore(AzureLocation location, AzureAccount account, BlobContainerClient container) {
    this.location = location;
    this.container = container;
    this.links = new Links(account);
    this.immutability = new Immutability(container, location.retention());
    this.listing = new BlobListing(container, location.prefix(), describe());
  }

  /// Opens the store at `location`.
  ///
  /// @param environment where the credentials are
  /// @param create whether to make the container where there is none
  /// @return empty when there is none and `create` is false
  static Optional<AzureStore> open(
      AzureLocation location, Map<String, String> environment, Patience patience, boolean create) {
    AzureAccount account = AzureAccount.connect(location, environment, patience);
    BlobContainerClient container = account.service().getBlobContainerClient(location.container());
    AzureStore store = new AzureStore(location, account, container);
    if (!store.listing.isThere()) {
      if (!create) {
        return Optional.empty();
      }
      var _ = AzureFaults.translating("make " + store.describe(), container::createIfNotExists);
    }
    store.immutability.requirePossible();
    return Optional.of(store);
  }

  @Override
  public Optional<ObjectInfo> stat(String key) {
    BlockBlobClient blob = blob(key);
    return AzureFaults.translating(
        "look at " + place(key),
        () -> {
          try {
            return Optional.of(info(key, blob.getProperties()));
          } catch (BlobStorageException e) {
            if (AzureFaults.isAbsent(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private static ObjectInfo info(String key, BlobProperties properties) {
    return new ObjectInfo(key, properties.getBlobSize(), Etag.plain(properties.getETag()));
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    return new BlobReading(key, place(key), blob(key), lanes).open(offset);
  }

  @Override
  public Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition) {
    return new BlobWriting(key, place(key), blob(key))
        .write(Part.of(content, new Md5()), condition);
  }

  @Override
  public ObjectUpload upload(String key) {
    return new PartedUpload(key, new Blocks(key, place(key), blob(key)), SIZES, lanes);
  }

  @Override
  public void delete(String key) {
    BlockBlobClient blob = blob(key);
    var _ =
        AzureFaults.translating(
            "delete " + place(key),
            () -> {
              immutability.requireDeletable(blob, place(key));
              return blob.deleteIfExistsWithResponse(
                  DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE);
            });
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String startAfter) {
    ObjectKey.requirePrefix(prefix);
    return listing.list(prefix, startAfter);
  }

  @Override
  public Stream<String> children(String prefix) {
    ObjectKey.requireFolder(prefix);
    return listing.children(prefix);
  }

  @Override
  public void retain(String key) {
    BlockBlobClient blob = blob(key);
    var _ =
        AzureFaults.translating(
            "lock " + place(key),
            () -> {
              immutability.retain(blob);
              return true;
            });
  }

  @Override
  public Optional<URI> link(String key, Duration validity) {
    BlockBlobClient blob = blob(key);
    return AzureFaults.translating("link to " + place(key), () -> links.to(blob, validity));
  }

  private BlockBlobClient blob(String key) {
    String name = location.prefix() + ObjectKey.require(key);
    if (name.length() > LONGEST_NAME) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The name of the blob for '%s…' is longer than 1,024 characters."
              .formatted(key.substring(0, 40)),
          "Give the repository a shorter prefix.");
    }
    return container.getBlobClient(name).getBlockBlobClient();
  }

  private String place(String key) {
    return "azblob://%s/%s%s".formatted(location.container(), location.prefix(), key);
  }

  @Override
  public String describe() {
    return location.describe(URI.create(container.getAccountUrl()));
  }

  @Override
  public void close() {}
}
