package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.transfer.Etag;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The objects of a bucket in the order of their keys, a page at a time. What bears a name that is
/// no key (the marker of a folder, somebody else's file) is not shown.
final class S3Listing {
  private final S3Bucket bucket;

  S3Listing(S3Bucket bucket) {
    this.bucket = bucket;
  }

  Stream<ObjectInfo> objects(String prefix, String startAfter) {
    ListObjectsV2Request.Builder request = request(prefix);
    if (!startAfter.isEmpty()) {
      request.startAfter(bucket.full(startAfter));
    }
    return pages(prefix, request)
        .flatMap(page -> page.contents().stream())
        .map(this::info)
        .filter(object -> ObjectKey.isValid(object.key()));
  }

  private ObjectInfo info(S3Object object) {
    return new ObjectInfo(bucket.key(object.key()), object.size(), Etag.plain(object.eTag()));
  }

  /// @param prefix empty, or ending in `/`
  Stream<String> children(String prefix) {
    int skipped = bucket.full(prefix).length();
    return pages(prefix, request(prefix).delimiter("/"))
        .flatMap(S3Listing::namesInOrder)
        .map(name -> name.substring(skipped))
        .filter(S3Listing::isName);
  }

  /// A page has folders and objects in two lists, both in order.
  private static Stream<String> namesInOrder(ListObjectsV2Response page) {
    Stream<String> folders = page.commonPrefixes().stream().map(CommonPrefix::prefix);
    Stream<String> objects = page.contents().stream().map(S3Object::key);
    return Stream.concat(folders, objects).sorted();
  }

  private static boolean isName(String name) {
    return ObjectKey.isValid(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
  }

  private ListObjectsV2Request.Builder request(String prefix) {
    return ListObjectsV2Request.builder()
        .bucket(bucket.name())
        .prefix(bucket.full(prefix))
        .encodingType(EncodingType.URL);
  }

  private Stream<ListObjectsV2Response> pages(String prefix, ListObjectsV2Request.Builder request) {
    Iterator<ListObjectsV2Response> pages = new Pages(bucket, prefix, request);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /// One page after the other, each asked for when the one before it has been used up.
  private static final class Pages implements Iterator<ListObjectsV2Response> {
    private final S3Bucket bucket;
    private final String what;
    private ListObjectsV2Request.@Nullable Builder next;

    Pages(S3Bucket bucket, String prefix, ListObjectsV2Request.Builder first) {
      this.bucket = bucket;
      this.what = "list " + bucket.place(prefix);
      this.next = first;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public ListObjectsV2Response next() {
      ListObjectsV2Request.Builder request = next;
      if (request == null) {
        throw new NoSuchElementException();
      }
      ListObjectsV2Response page =
          S3Faults.translating(what, () -> bucket.client().listObjectsV2(request.build()));
      String more = page.nextContinuationToken();
      next = Boolean.TRUE.equals(page.isTruncated()) ? request.continuationToken(more) : null;
      return page;
    }
  }
}
