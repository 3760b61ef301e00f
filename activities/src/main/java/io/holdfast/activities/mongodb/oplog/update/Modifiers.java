package io.holdfast.activities.mongodb.oplog.update;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `$set` and `$unset` with dotted paths: what updates are logged as up to MongoDB 4.4.
///
/// The server merges the paths into a tree and walks it in the bytewise order of the names, so new
/// fields are added in that order. `$unset` within an array leaves null; `$set` beyond an array's
/// end pads it with nulls; a path through a value that is no document is left out.
record Modifiers(Node.Inner root) implements DocumentUpdate {

  /// What becomes of a place in a document.
  sealed interface Node {
    /// Whether it can bring a field into being.
    boolean creates();

    record Set(Element value) implements Node {
      @Override
      public boolean creates() {
        return true;
      }
    }

    record Unset() implements Node {
      @Override
      public boolean creates() {
        return false;
      }
    }

    record Inner(TreeMap<String, Node> children) implements Node {
      private static final Comparator<String> BYTEWISE =
          (a, b) ->
              Arrays.compareUnsigned(
                  a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

      Inner() {
        this(new TreeMap<>(BYTEWISE));
      }

      @Override
      public boolean creates() {
        return children.values().stream().anyMatch(Node::creates);
      }
    }
  }

  static Modifiers parse(List<Element> operators) {
    Node.Inner root = new Node.Inner();
    for (Element operator : operators) {
      switch (operator.name()) {
        case "$v" -> {}
        case "$set" -> operator.children().forEach(field -> add(root, field, new Node.Set(field)));
        case "$unset" -> operator.children().forEach(field -> add(root, field, new Node.Unset()));
        default -> throw new UnknownUpdateException("the update operator " + operator.name());
      }
    }
    return new Modifiers(root);
  }

  private static void add(Node.Inner root, Element field, Node leaf) {
    String[] path = field.name().split("\\.", -1);
    Node.Inner parent = root;
    for (int i = 0; i < path.length - 1; i++) {
      Node child = parent.children().computeIfAbsent(path[i], name -> new Node.Inner());
      if (!(child instanceof Node.Inner inner)) {
        throw new UnknownUpdateException("an update whose paths conflict");
      }
      parent = inner;
    }
    if (parent.children().put(path[path.length - 1], leaf) != null) {
      throw new UnknownUpdateException("an update whose paths conflict");
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

  private static void fields(List<Element> before, Node.Inner node, DocumentBuilder out) {
    Map<String, Node> open = new TreeMap<>(node.children());
    for (Element field : before) {
      Node change = open.remove(field.name());
      if (change == null) {
        out.copy(field);
      } else if (!(change instanceof Node.Unset)) {
        existing(field, change, out);
      }
    }
    open.forEach((name, change) -> create(name, change, out));
  }

  private static void items(List<Element> before, Node.Inner node, DocumentBuilder out) {
    TreeMap<Integer, Node> open = new TreeMap<>();
    node.children()
        .forEach(
            (name, change) -> {
              Integer index = index(name);
              if (index != null) {
                open.put(index, change);
              }
            });
    int size = 0;
    for (Element item : before) {
      Node change = open.remove(size);
      if (change == null) {
        out.copy(item);
      } else if (change instanceof Node.Unset) {
        out.nothing(item.name());
      } else {
        existing(item, change, out);
      }
      size++;
    }
    for (Map.Entry<Integer, Node> beyond : open.entrySet()) {
      if (beyond.getValue().creates()) {
        for (; size < beyond.getKey(); size++) {
          out.nothing(Integer.toString(size));
        }
        create(Integer.toString(size++), beyond.getValue(), out);
      }
    }
  }

  private static void existing(Element field, Node change, DocumentBuilder out) {
    switch (change) {
      case Node.Set set -> out.copy(field.name(), set.value());
      case Node.Unset unset -> {}
      case Node.Inner inner -> {
        if (!field.isDocument() && !field.isArray()) {
          out.copy(field);
          return;
        }
        out.name(field.type(), field.name());
        int start = out.begin();
        if (field.isArray()) {
          items(field.children(), inner, out);
        } else {
          fields(field.children(), inner, out);
        }
        out.end(start);
      }
    }
  }

  private static void create(String name, Node change, DocumentBuilder out) {
    switch (change) {
      case Node.Set set -> out.copy(name, set.value());
      case Node.Unset unset -> {}
      case Node.Inner inner -> {
        if (inner.creates()) {
          out.name(RawElements.DOCUMENT, name);
          int start = out.begin();
          inner.children().forEach((child, node) -> create(child, node, out));
          out.end(start);
        }
      }
    }
  }

  /// The position that a path's part means within an array; null when it means none.
  private static @Nullable Integer index(String part) {
    boolean digits = !part.isEmpty() && part.length() < 8;
    return digits && part.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.valueOf(part)
        : null;
  }
}
