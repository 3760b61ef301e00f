package io.holdfast.activities.mongodb.oplog.update;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A difference between two documents: what updates are logged as from MongoDB 5.0 on.
///
/// A document's difference has the sections `d` (deleted), `u` (updated in place), `i` (inserted at
/// the end), since 8.0 `b` (a compressed column of a time series' bucket goes on otherwise from an
/// offset), and, for a field `x` that holds a document or array, `sx`. An array's difference says
/// `a: true`, perhaps its new length `l`, and by index `u0` or `s0`. Where a difference within a
/// field meets another type, the field becomes null: the entry was applied before, and a later one
/// will write the field.
record Delta(Fields root) implements DocumentUpdate {
  private static final String ARRAY_MARK = "a";
  private static final String LENGTH = "l";
  private static final char UPDATED = 'u';
  private static final char WITHIN = 's';

  /// What becomes of a field or item.
  sealed interface Change {
    record Delete() implements Change {}

    record Update(Element value) implements Change {}

    record Insert(Element value) implements Change {}

    /// Binary data stays as it is up to `offset` and goes on with `data`.
    record Splice(int offset, Element data) implements Change {}
  }

  /// A difference within a document.
  ///
  /// @param added values that are appended when the document has no such field, in order
  record Fields(Map<String, Change> changes, List<Element> added) implements Change {}

  /// A difference within an array.
  ///
  /// @param length the array's new length; null when it stays
  record Items(@Nullable Integer length, TreeMap<Integer, Change> changes) implements Change {}

  static Delta parse(List<Element> fields) {
    Element diff = null;
    for (Element field : fields) {
      switch (field.name()) {
        case "$v" -> {}
        case "diff" -> diff = field;
        default -> throw new UnknownUpdateException("a delta with the field " + field.name());
      }
    }
    if (diff == null || !diff.isDocument()) {
      throw new UnknownUpdateException("a delta without a difference");
    }
    return new Delta(parseFields(diff.children()));
  }

  private static Fields parseFields(List<Element> sections) {
    Map<String, Change> changes = new LinkedHashMap<>();
    List<Element> added = new ArrayList<>();
    for (Element section : sections) {
      switch (section.name()) {
        case "d" -> section.children().forEach(e -> put(changes, e.name(), new Change.Delete()));
        case "u" -> {
          section.children().forEach(e -> put(changes, e.name(), new Change.Update(e)));
          added.addAll(section.children());
        }
        case "i" -> {
          section.children().forEach(e -> put(changes, e.name(), new Change.Insert(e)));
          added.addAll(section.children());
        }
        case "b" -> section.children().forEach(e -> put(changes, e.name(), parseSplice(e)));
        default -> {
          if (section.name().isEmpty() || section.name().charAt(0) != WITHIN) {
            throw new UnknownUpdateException("a delta with the section " + section.name());
          }
          put(changes, section.name().substring(1), parseWithin(section));
        }
      }
    }
    return new Fields(changes, added);
  }

  private static Change parseSplice(Element field) {
    Element offset = field.isDocument() ? field.child("o") : null;
    Element data = field.isDocument() ? field.child("d") : null;
    if (offset == null
        || data == null
        || (offset.type() != RawElements.INT32 && offset.type() != RawElements.INT64)
        || data.type() != RawElements.BINARY
        || offset.int32() < 0) {
      throw new UnknownUpdateException("a delta of binary data that is not known: " + field.name());
    }
    return new Change.Splice(offset.int32(), data);
  }

  private static Change parseWithin(Element section) {
    List<Element> inner = section.children();
    boolean array = !inner.isEmpty() && inner.getFirst().name().equals(ARRAY_MARK);
    return array ? parseItems(inner.subList(1, inner.size())) : parseFields(inner);
  }

  private static Items parseItems(List<Element> fields) {
    Integer length = null;
    TreeMap<Integer, Change> changes = new TreeMap<>();
    for (Element field : fields) {
      if (field.name().equals(LENGTH) && field.type() == RawElements.INT32) {
        length = field.int32();
        continue;
      }
      int index = index(field.name());
      Change change =
          switch (field.name().charAt(0)) {
            case UPDATED -> new Change.Update(field);
            case WITHIN -> parseWithin(field);
            default -> throw new UnknownUpdateException("an array delta with " + field.name());
          };
      changes.put(index, change);
    }
    return new Items(length, changes);
  }

  private static int index(String name) {
    try {
      return Integer.parseInt(name.substring(Math.min(1, name.length())));
    } catch (NumberFormatException e) {
      throw new UnknownUpdateException("an array delta with the field " + name);
    }
  }

  private static void put(Map<String, Change> changes, String name, Change change) {
    if (changes.put(name, change) != null) {
      throw new UnknownUpdateException("a delta that names a field twice");
    }
  }

  @Override
  public RawDocument apply(RawDocument before) {
    DocumentBuilder out = new DocumentBuilder(before.length() + 256);
    int start = out.begin();
    fields(Element.of(before), root, out);
    out.end(start);
    return out.toDocument();
  }

  private static void fields(List<Element> before, Fields diff, DocumentBuilder out) {
    Set<String> written = new HashSet<>();
    for (Element field : before) {
      switch (diff.changes().get(field.name())) {
        case null -> out.copy(field);
        case Change.Delete delete -> {}
        case Change.Update update -> {
          out.copy(update.value());
          written.add(field.name());
        }
        // It goes to the end, whether it is new or stands where an earlier pass has put it.
        case Change.Insert insert -> {}
        case Change within -> within(field, within, out);
      }
    }
    diff.added().stream().filter(field -> !written.contains(field.name())).forEach(out::copy);
  }

  private static void items(List<Element> before, Items diff, DocumentBuilder out) {
    int beyond = diff.changes().isEmpty() ? 0 : diff.changes().lastKey() + 1;
    int size = diff.length() == null ? Math.max(before.size(), beyond) : diff.length();
    for (int i = 0; i < size; i++) {
      Element item = i < before.size() ? before.get(i) : null;
      String name = Integer.toString(i);
      switch (diff.changes().get(i)) {
        case null -> {
          if (item == null) {
            out.nothing(name);
          } else {
            out.copy(name, item);
          }
        }
        case Change.Update update -> out.copy(name, update.value());
        case Change within -> {
          if (item == null) {
            out.nothing(name);
          } else {
            within(item, within, out);
          }
        }
      }
    }
  }

  private static void within(Element field, Change change, DocumentBuilder out) {
    if (change instanceof Change.Splice(int offset, Element data)
        && field.type() == RawElements.BINARY) {
      out.splice(field, offset, data);
    } else if (change instanceof Fields fields && field.isDocument()) {
      out.name(field.type(), field.name());
      int start = out.begin();
      fields(field.children(), fields, out);
      out.end(start);
    } else if (change instanceof Items items && field.isArray()) {
      out.name(field.type(), field.name());
      int start = out.begin();
      items(field.children(), items, out);
      out.end(start);
    } else {
      out.nothing(field.name());
    }
  }
}
