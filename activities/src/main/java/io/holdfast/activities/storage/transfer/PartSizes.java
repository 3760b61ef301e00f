package io.holdfast.activities.storage.transfer;

/// How long the parts of an object of unknown length are: small at first, so that a small object
/// costs little memory, and doubling on the way, so that a huge one does not run out of parts.
///
/// @param smallest the first parts, in bytes
/// @param largest where the doubling ends, in bytes
/// @param most how many parts an object may have
public record PartSizes(int smallest, int largest, int most) {
  private static final int PARTS_OF_A_SIZE = 25;

  public PartSizes {
    if (smallest < 1 || largest < smallest || most < 1) {
      throw new IllegalArgumentException("no sizes of parts");
    }
  }

  /// Sizes of which a few fit into the heap: the largest is a quarter of it, at most 512 MiB, as a
  /// power of two.
  public static PartSizes forHeap(int smallest, int most) {
    long quarter = Math.min(Runtime.getRuntime().maxMemory() / 4, 512L << 20);
    return new PartSizes(smallest, Math.max(smallest, (int) Long.highestOneBit(quarter)), most);
  }

  /// The length of part `number`, from 0.
  ///
  /// @throws IllegalArgumentException when no object has so many parts
  public int of(int number) {
    if (number >= most) {
      throw new IllegalArgumentException("part " + number + " of at most " + most);
    }
    // Of each size a 25th of the parts: with 50,000 and 4 MiB, 16 MiB are reached at 24 GiB.
    int doublings = Math.min(30, number / Math.max(1, most / PARTS_OF_A_SIZE));
    return (int) Math.min(largest, (long) smallest << doublings);
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
