package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.transfer.Etag;
import io.holdfast.activities.storage.transfer.Part;
import io.holdfast.activities.storage.transfer.Parts;
import io.holdfast.activities.storage.transfer.RunningChecksum;
import io.holdfast.workflows.error.HoldfastException;
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

/// The parts of an upload as S3's multipart upload has them, each with its CRC32C.
final class S3Parts implements Parts {
  private static final Logger LOG = LoggerFactory.getLogger(S3Parts.class);

  /// What a store says of an upload that has become an object, or is just becoming one.
  private static final Set<String> GONE = Set.of("NoSuchUpload", "InvalidPart");

  private final S3Bucket bucket;
  private final String key;
  private final Map<Integer, CompletedPart> stored = new ConcurrentSkipListMap<>();
  private String uploadId = "";

  S3Parts(S3Bucket bucket, String key) {
    this.bucket = bucket;
    this.key = key;
  }

  @Override
  public RunningChecksum checksum() {
    return new Crc32c();
  }

  @Override
  public ObjectInfo whole(Part content) {
    return bucket.put(key, content, new WriteCondition.Always()).orElseThrow();
  }

  @Override
  public void begin() {
    uploadId =
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

  @Override
  public void send(int index, Part part) {
    int number = index + 1;
    String what = "write part %d of %s".formatted(number, bucket.place(key));
    String checksum = Crc32c.of(part);
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
                        S3Bucket.body(part)));
    S3Bucket.requireEcho(what, checksum, answer.checksumCRC32C());
    CompletedPart done =
        CompletedPart.builder()
            .partNumber(number)
            .eTag(answer.eTag())
            .checksumCRC32C(checksum)
            .build();
    stored.put(number, done);
  }

  /// Makes the object of its parts, and compares what the store then has with what was sent.
  @Override
  public ObjectInfo assemble(int count, long length) {
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
    requireSame(found, parts, length);
    return new ObjectInfo(key, length, Etag.plain(found.eTag()));
  }

  private void requireSame(HeadObjectResponse found, List<CompletedPart> parts, long length) {
    if (found.contentLength() != length) {
      throw notKept("it has %d bytes of %d".formatted(found.contentLength(), length));
    }
    String expected = Crc32c.composite(parts.stream().map(CompletedPart::checksumCRC32C).toList());
    // Some stores leave the number of parts out.
    Optional<String> stored =
        Optional.ofNullable(found.checksumCRC32C()).filter(checksum -> checksum.contains("-"));
    stored.ifPresent(
        checksum -> S3Bucket.requireEcho("finish " + bucket.place(key), expected, checksum));
  }

  private HoldfastException notKept(String how) {
    return S3Faults.unavailable("finish " + bucket.place(key), how, null);
  }

  @Override
  public void abandon() {
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
