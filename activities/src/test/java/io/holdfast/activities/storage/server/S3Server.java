package io.holdfast.activities.storage.server;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Something on this machine that speaks S3.
///
/// All of them know one user. Its secret reaches the SDK as a user's does, around the URL: here in
/// the system properties that the default chain reads.
public interface S3Server extends AutoCloseable {
  String USER = "holdfast-test";
  String SECRET = "holdfast-test-secret";

  /// Where it answers.
  URI endpoint();

  /// The URL of a bucket or of a place in one, such as `bucket/prefix`.
  default String url(String place) {
    String escaped = URLEncoder.encode(endpoint().toString(), StandardCharsets.UTF_8);
    return "s3://" + place + "?endpoint=" + escaped;
  }

  /// Opens a place in it, with the bucket made where it is missing.
  default ObjectStore open(String place) {
    return ObjectStores.open(url(place), true).orElseThrow();
  }

  /// Lets the SDK of this process find the user's secret.
  static void login() {
    System.setProperty("aws.accessKeyId", USER);
    System.setProperty("aws.secretAccessKey", SECRET);
  }

  @Override
  void close();
}
