package io.holdfast.activities.storage.s3;

/// How large each part of an upload is, when nobody knows how long the object will be.
///
/// S3 takes 10,000 parts of 5 MiB to 5 GiB, and objects of at most 5 TiB. Equal parts would either
/// be too small for that, or too large to be kept in memory for an object of some megabytes. So the
/// size doubles after every thousand parts: 8 MiB at first, 4 GiB in the last thousand, 7.8 TiB in
/// all.
final class PartPlan {
  static final int MOST_PARTS = 10_000;
  private static final int STEP = 1_000;
  private static final long FIRST = 8L << 20;

  private PartPlan() {}

  /// The length of a part, in bytes.
  ///
  /// @param number 1 for the first
  static long size(int number) {
    return FIRST << ((number - 1) / STEP);
  }
}
