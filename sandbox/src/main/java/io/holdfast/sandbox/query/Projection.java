package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A choice of fields to include or to leave out, dotted paths included.
public final class Projection implements UnaryOperator<Doc> {
  /// The chosen fields of one level; an empty tree below a name means all of it.
  private record Tree(Map<String, Tree> children) {
    Tree() {
      this(new LinkedHashMap<>());
    }

    void add(String path) {
      int dot = path.indexOf('.');
      Tree child =
          children.computeIfAbsent(dot < 0 ? path : path.substring(0, dot), name -> new Tree());
      if (dot >= 0) {
        child.add(path.substring(dot + 1));
      }
    }
  }

  private final Tree tree = new Tree();
  private final boolean including;

  public Projection(Doc specification) {
    Boolean including = null;
    boolean withId = true;
    for (Field field : specification) {
      boolean wanted = flag(field);
      if (field.name().equals("_id") && (!wanted || specification.fields().size() > 1)) {
        withId = wanted;
        continue;
      }
      if (including != null && including != wanted) {
        throw ServerError.LOCATION31254.because(
            "Cannot do %s on field %s in %s projection"
                .formatted(
                    wanted ? "inclusion" : "exclusion",
                    field.name(),
                    wanted ? "exclusion" : "inclusion"));
      }
      including = wanted;
      tree.add(field.name());
    }
    this.including = including != null ? including : withId && specification.has("_id");
    if (this.including == withId) {
      tree.add("_id");
    }
  }

  private static boolean flag(Field field) {
    Value value = field.value();
    boolean plain = value.isNumber() || value.type() == org.bson.BsonType.BOOLEAN;
    if (!plain || field.name().startsWith("$") || field.name().contains(".$")) {
      throw ServerError.BAD_VALUE.because(
          "the sandbox does not know this projection: %s: %s".formatted(field.name(), value));
    }
    return value.truthy();
  }

  @Override
  public Doc apply(Doc document) {
    return tree.children().isEmpty() ? document : level(document, tree);
  }

  private Doc level(Doc document, Tree at) {
    DocBuilder kept = new DocBuilder(document.size());
    for (Field field : document) {
      Tree below = at.children().get(field.name());
      if (below == null) {
        if (!including) {
          kept.put(field);
        }
      } else if (below.children().isEmpty()) {
        if (including) {
          kept.put(field);
        }
      } else {
        below(kept, field, below);
      }
    }
    return kept.build();
  }

  private void below(DocBuilder kept, Field field, Tree below) {
    Value value = field.value();
    if (value.isDocument()) {
      kept.put(field.name(), level(value.doc(), below));
    } else if (value.isArray()) {
      kept.put(field.name(), Value.array(elements(value.doc(), below)));
    } else if (!including) {
      kept.put(field);
    }
  }

  private Doc elements(Doc array, Tree below) {
    DocBuilder kept = new DocBuilder();
    int index = 0;
    for (Value element : array.values()) {
      if (element.isDocument()) {
        kept.put(Integer.toString(index++), level(element.doc(), below));
      } else if (element.isArray()) {
        kept.put(Integer.toString(index++), Value.array(elements(element.doc(), below)));
      } else if (!including) {
        kept.put(Integer.toString(index++), element);
      }
    }
    return kept.build();
  }
}
