package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import java.util.Objects;

/// Where in a file something lies, and the checksum of its bytes.
record Extent(long offset, long length, int checksum) {

  long end() {
    return offset + length;
  }

  Doc toDoc(String file) {
    return new DocBuilder()
        .put("file", file)
        .put("offset", offset)
        .put("length", length)
        .put("checksum", checksum)
        .build();
  }

  static Extent parse(Doc doc) {
    return new Extent(number(doc, "offset"), number(doc, "length"), (int) number(doc, "checksum"));
  }

  private static long number(Doc doc, String name) {
    return Objects.requireNonNull(doc.get(name), name).asLong();
  }

  static String file(Doc doc) {
    return Objects.requireNonNull(doc.get("file"), "file").string();
  }
}
