package io.holdfast.activities.mongodb.physical;

/// How data files are cut and gathered into objects.
///
/// @param part how many bytes of a file are one object at most: what a thread loses when its agent
///   is killed
/// @param small how many bytes a file has at most that shares an object with others
/// @param pack from how many bytes on such an object takes no more files
record ObjectSizes(long part, long small, long pack) {
  /// A server has a file for each collection and each index, most of them small; an object costs as
  /// much as a megabyte or more.
  static final ObjectSizes USUAL = new ObjectSizes(128L << 20, 1L << 20, 32L << 20);
}
