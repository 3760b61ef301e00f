package io.holdfast.activities.storage.s3;

/// The ETag of an object as its version. Stores quote it in some answers and not in others; here it
/// is kept without quotes.
final class Version {
  private Version() {}

  static String of(String eTag) {
    return eTag.replace("\"", "");
  }

  /// As a condition wants it.
  static String quoted(String version) {
    return '"' + version + '"';
  }
}
