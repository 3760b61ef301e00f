package io.holdfast.activities.storage.transfer;

import org.jspecify.annotations.Nullable;

/// A store's tag of an object's version. It stands in quotes in some answers and not in others; a
/// version is kept without.
public final class Etag {
  private Etag() {}

  /// As [io.holdfast.activities.storage.ObjectInfo#version] has it; empty where there is none.
  public static String plain(@Nullable String tag) {
    return tag == null ? "" : tag.replace("\"", "");
  }

  /// As HTTP's conditions have it.
  public static String quoted(String version) {
    return '"' + version + '"';
  }
}
