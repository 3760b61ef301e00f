package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.transfer.Etag;
import io.holdfast.activities.storage.transfer.Flight;
import io.holdfast.activities.storage.transfer.Lanes;
import io.holdfast.workflows.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// An object that goes into the bucket in parts, some of them at the same time. Used by one thread.
final class MultipartUpload {
  private static final Logger LOG = LoggerFactory.getLogger(MultipartUpload.class);

  /// With the part that is being filled, this is what hides the store's latency.
  private static final int AT_ONCE = 3;

  /// What a store says of an upload that has become an object, or is just becoming one.
  private static final Set<String> GONE = Set.of("NoSuchUpload", "InvalidPart");

  private final S3Bucket bucket;
  private final String key;
  private final Lanes lanes;
  private final String uploadId;
  private final List<Flight<CompletedPart>> flights = new ArrayList<>();
  private final Map<Integer, CompletedPart> stored = new ConcurrentSkipListMap<>();
  private int sent;
  private long length;

  /// Begins the upload.
  MultipartUpload(S3Bucket bucket, String key, Lanes lanes) {
    this.bucket = bucket;
    this.key = key;
    this.lanes = lanes;
    this.uploadId =
        S3Faults.translating(
            "begin " + bucket.place(key),
            () ->
                bucket
                    .client()
                    .createMultipartUpload(
                        request ->
                            request
                                .bucket(bucket.name())
                                .key(bucket.full(key))
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C))
                    .uploadId());
  }

  /// The number of the part that is to be filled now.
  int next() {
    return sent + 1;
  }

  /// Sends a part, which is this object's from now on: at once and to its end, or on a thread of
  /// its own.
  ///
  /// @throws HoldfastException the failure of this part or of an earlier one
  void send(Part part) {
    sent++;
    int number = sent;
    length += part.length();
    flights.stream().filter(Flight::hasLanded).forEach(Flight::await);
    flights.removeIf(Flight::hasLanded);
    Optional<Flight<CompletedPart>> flight = Optional.empty();
    if (flights.size() < AT_ONCE && part.heapBytes() > 0) {
      flight = lanes.start(Math.toIntExact(part.heapBytes()), () -> transfer(number, part));
    }
    flight.ifPresentOrElse(flights::add, () -> transfer(number, part));
  }

  private CompletedPart transfer(int number, Part part) {
    String what = "write part %d of %s".formatted(number, bucket.place(key));
    try (part) {
      String checksum = part.checksum();
      UploadPartResponse answer =
          S3Faults.translating(
              what,
              () ->
                  bucket
                      .client()
                      .uploadPart(
                          request ->
                              request
                                  .bucket(bucket.name())
                                  .key(bucket.full(key))
                                  .uploadId(uploadId)
                                  .partNumber(number)
                                  .contentLength(part.length())
                                  .checksumCRC32C(checksum),
                          part.body()));
      S3Bucket.requireEcho(what, checksum, answer.checksumCRC32C());
      CompletedPart done =
          CompletedPart.builder()
              .partNumber(number)
              .eTag(answer.eTag())
              .checksumCRC32C(checksum)
              .build();
      stored.put(number, done);
      return done;
    }
  }

  /// Makes the object of its parts, and compares what the store then has with what was sent.
  ObjectInfo complete() {
    flights.forEach(Flight::await);
    List<CompletedPart> parts = List.copyOf(stored.values());
    try {
      var _ =
          S3Faults.translating(
              "finish " + bucket.place(key),
              () ->
                  bucket
                      .client()
                      .completeMultipartUpload(
                          request ->
                              request
                                  .bucket(bucket.name())
                                  .key(bucket.full(key))
                                  .uploadId(uploadId)
                                  .multipartUpload(all -> all.parts(parts))));
    } catch (HoldfastException e) {
      boolean partsAreGone =
          e.getCause() instanceof S3Exception answer && GONE.contains(S3Faults.code(answer));
      if (!partsAreGone) {
        throw e;
      }
      // It may have been finished by a request whose answer was lost: what is there now tells.
    }
    HeadObjectResponse found =
        bucket.head(key).orElseThrow(() -> notKept("it has no such object afterwards"));
    requireSame(found, parts);
    return new ObjectInfo(key, length, Etag.plain(found.eTag()));
  }

  private void requireSame(HeadObjectResponse found, List<CompletedPart> parts) {
    if (found.contentLength() != length) {
      throw notKept("it has %d bytes of %d".formatted(found.contentLength(), length));
    }
    String expected =
        Checksum.composite(parts.stream().map(CompletedPart::checksumCRC32C).toList());
    // Some stores leave the number of parts out.
    Optional<String> stored =
        Optional.ofNullable(found.checksumCRC32C()).filter(checksum -> checksum.contains("-"));
    stored.ifPresent(
        checksum -> S3Bucket.requireEcho("finish " + bucket.place(key), expected, checksum));
  }

  private HoldfastException notKept(String how) {
    return S3Faults.unavailable("finish " + bucket.place(key), how, null);
  }

  /// Gives the parts up. What cannot be given up now is swept later: that an upload failed is for
  /// its caller to say, not for its clean-up.
  void abort() {
    flights.forEach(Flight::abort);
    // A part that arrived after the end would stay for ever.
    flights.forEach(Flight::awaitEnd);
    // Whoever is interrupted tidies up first: the SDK would refuse.
    boolean interrupted = Thread.interrupted();
    abortUpload();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void abortUpload() {
    try {
      var _ =
          bucket
              .client()
              .abortMultipartUpload(
                  request ->
                      request.bucket(bucket.name()).key(bucket.full(key)).uploadId(uploadId));
    } catch (NoSuchUploadException _) {
      // Swept already.
    } catch (RuntimeException e) {
      LOG.warn(
          "The parts of {} stay until 'repo maintain' sweeps them: {}",
          bucket.place(key),
          e.getMessage());
    }
  }
}
