package io.holdfast.activities.storage.transfer;

/// How large each part of an object of unknown length is.
///
/// Equal parts would either be too few for a huge object, or too large to be kept in memory for one
/// of some megabytes. So each tenth of the parts is twice as large as the tenth before: with 10,000
/// of S3 that begin with 8 MiB, the last have 4 GiB, and all of them 7.8 TiB.
///
/// @param first of the first tenth, in bytes
/// @param largest where the doubling ends, in bytes
/// @param most how many parts an object may have
public record PartSizes(int first, long largest, int most) {
  private static final int STEPS = 10;

  public PartSizes {
    if (first < 1 || first > Part.LARGEST_IN_MEMORY || largest < first || most < 1) {
      throw new IllegalArgumentException("no sizes of parts");
    }
  }

  /// The length of part `number`, from 0.
  ///
  /// @throws IllegalArgumentException when no object has so many parts
  public long of(int number) {
    if (number >= most) {
      throw new IllegalArgumentException("part " + number + " of at most " + most);
    }
    int doublings = number / Math.max(1, most / STEPS);
    return Math.min(largest, (long) first << Math.min(STEPS, doublings));
  }

  /// The length of the largest object.
  public long capacity() {
    long sum = 0;
    for (int number = 0; number < most; number++) {
      sum += of(number);
    }
    return sum;
  }
}
