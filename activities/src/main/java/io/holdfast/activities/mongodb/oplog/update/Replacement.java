package io.holdfast.activities.mongodb.oplog.update;

import io.holdfast.activities.mongodb.raw.RawDocument;
import java.util.List;

/// A whole new document. One without `_id` keeps the old one's, in the first place.
record Replacement(RawDocument o, List<Element> fields) implements DocumentUpdate {
  private static final String ID = "_id";

  @Override
  public RawDocument apply(RawDocument before) {
    if (fields.stream().anyMatch(field -> field.name().equals(ID))) {
      return o;
    }
    DocumentBuilder out = new DocumentBuilder(o.length() + 32);
    int start = out.begin();
    Element.of(before).stream().filter(field -> field.name().equals(ID)).forEach(out::copy);
    fields.forEach(out::copy);
    out.end(start);
    return out.toDocument();
  }
}
