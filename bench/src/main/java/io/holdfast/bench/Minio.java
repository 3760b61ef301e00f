package io.holdfast.bench;

import io.holdfast.sandbox.real.RealMinio;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A MinIO server of the benchmark's own, with one bucket.
final class Minio implements AutoCloseable {
  static final String BUCKET = "bench";

  private final RealMinio server;

  private Minio(RealMinio server) {
    this.server = server;
  }

  /// The program that `HOLDFAST_MINIO` names, else the one on the PATH.
  static Optional<Path> find() {
    return RealMinio.find();
  }

  static Minio start(Path program, Path folder) {
    // The SDK's default chain, which Holdfast uses too, looks here first.
    System.setProperty("aws.accessKeyId", RealMinio.USER);
    System.setProperty("aws.secretAccessKey", RealMinio.SECRET);
    Minio minio = new Minio(RealMinio.start(program, folder));
    try (S3Client client = minio.client()) {
      var _ = client.createBucket(request -> request.bucket(BUCKET));
    }
    return minio;
  }

  /// The SDK's own client, as its documentation builds one.
  S3Client client() {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .build();
  }

  /// A repository's URL in the bucket.
  String url(String prefix) {
    return "s3://%s/%s?endpoint=%s&region=us-east-1".formatted(BUCKET, prefix, server.endpoint());
  }

  @Override
  public void close() {
    server.close();
  }
}
