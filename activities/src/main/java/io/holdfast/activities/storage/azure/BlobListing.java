package io.holdfast.activities.storage.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.transfer.Etag;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The lists of a container, page by page as they are asked for.
final class BlobListing {
  private final BlobContainerClient container;
  private final String root;
  private final String place;

  /// @param root what the names of the store's blobs begin with
  BlobListing(BlobContainerClient container, String root, String place) {
    this.container = container;
    this.root = root;
    this.place = place;
  }

  /// Whether there is such a container. By the right to list, which is needed anyway: a container's
  /// own SAS may not look at its properties.
  boolean isThere() {
    return AzureFaults.translating(
        "open " + place,
        () -> {
          try {
            var _ =
                container
                    .listBlobs(new ListBlobsOptions().setMaxResultsPerPage(1).setPrefix(root), null)
                    .iterableByPage()
                    .iterator()
                    .next();
            return true;
          } catch (BlobStorageException e) {
            if (BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
              return false;
            }
            throw e;
          }
        });
  }

  Stream<ObjectInfo> list(String prefix, String startAfter) {
    ListBlobsOptions options = new ListBlobsOptions().setPrefix(root + prefix);
    if (startAfter.compareTo(prefix) > 0) {
      // Services of API version 2026-02-06 begin here; older ones at the prefix, and what comes
      // before is passed over below, 5,000 to a page.
      options.setStartFrom(root + startAfter);
    }
    return pages(() -> container.listBlobs(options, null), page -> page.getValue().stream())
        .map(this::info)
        .filter(info -> info.key().compareTo(startAfter) > 0);
  }

  Stream<String> children(String prefix) {
    ListBlobsOptions options = new ListBlobsOptions().setPrefix(root + prefix);
    int from = root.length() + prefix.length();
    // Objects and folders of a page come apart, each in order; a folder may end one page and begin
    // the next.
    return pages(
            () -> container.listBlobsByHierarchy("/", options, null),
            page -> page.getValue().stream().map(BlobItem::getName).sorted())
        .map(name -> name.substring(from))
        .gather(Distinct.neighbours());
  }

  private ObjectInfo info(BlobItem item) {
    return new ObjectInfo(
        item.getName().substring(root.length()),
        item.getProperties().getContentLength(),
        Etag.plain(item.getProperties().getETag()));
  }

  private <T> Stream<T> pages(
      Supplier<PagedIterable<BlobItem>> list, Function<PagedResponse<BlobItem>, Stream<T>> items) {
    Iterator<PagedResponse<BlobItem>> pages =
        AzureFaults.translating("list " + place, () -> list.get().iterableByPage().iterator());
    Iterator<List<T>> translated =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return AzureFaults.translating("list " + place, pages::hasNext);
          }

          @Override
          public List<T> next() {
            return AzureFaults.translating(
                "list " + place, () -> items.apply(pages.next()).toList());
          }
        };
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                translated, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .flatMap(List::stream);
  }
}
