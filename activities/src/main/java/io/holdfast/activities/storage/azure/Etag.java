package io.holdfast.activities.storage.azure;

import org.jspecify.annotations.Nullable;

/// A blob's version tag: in quotes in HTTP's headers, without them in Azure's lists.
final class Etag {
  private Etag() {}

  /// As [io.holdfast.activities.storage.ObjectInfo#version] has it.
  static String plain(@Nullable String tag) {
    return tag == null ? "" : tag.replace("\"", "");
  }

  /// As HTTP's conditions have it.
  static String quoted(String version) {
    return '"' + version + '"';
  }
}
