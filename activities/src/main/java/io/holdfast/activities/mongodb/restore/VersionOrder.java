package io.holdfast.activities.mongodb.restore;

/// The order of versions, part by part as numbers.
final class VersionOrder {
  private VersionOrder() {}

  /// Compares versions such as `4.4` and `10.0` part by part, as numbers.
  static int compare(String a, String b) {
    String[] left = a.split("\\.", -1);
    String[] right = b.split("\\.", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Integer.compare(part(left, i), part(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int part(String[] version, int index) {
    return index < version.length && version[index].matches("[0-9]{1,9}")
        ? Integer.parseInt(version[index])
        : 0;
  }
}
