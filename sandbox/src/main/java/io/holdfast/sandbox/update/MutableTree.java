package io.holdfast.sandbox.update;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document or array that can be changed along paths. Only the levels that a path enters are
/// taken apart; all else stays the bytes that it was.
final class MutableTree {
  /// A field; `below` is there once a path went into its value.
  private static final class Slot {
    private final String name;
    private Value value;
    private @Nullable MutableTree below;

    Slot(String name, Value value) {
      this.name = name;
      this.value = value;
    }

    Value value() {
      return below == null ? value : below.toValue();
    }
  }

  private static final int MAX_PADDING = 1_500_000;

  private final boolean array;
  private final List<Slot> slots = new ArrayList<>();

  MutableTree(Doc document) {
    this(document, false);
  }

  private MutableTree(Doc document, boolean array) {
    this.array = array;
    for (Field field : document) {
      slots.add(new Slot(field.name(), field.value()));
    }
  }

  private @Nullable Slot slot(String name) {
    if (array) {
      int index = index(name);
      return index >= 0 && index < slots.size() ? slots.get(index) : null;
    }
    for (Slot slot : slots) {
      if (slot.name.equals(name)) {
        return slot;
      }
    }
    return null;
  }

  private static int index(String name) {
    boolean number = !name.isEmpty() && name.length() < 8;
    for (int i = 0; number && i < name.length(); i++) {
      number = Character.isDigit(name.charAt(i));
    }
    return number ? Integer.parseInt(name) : -1;
  }

  /// The value at the path, or null when there is none.
  @Nullable Value get(Path path) {
    Slot slot = slot(path.head());
    if (slot == null || path.isLast()) {
      return slot == null ? null : slot.value();
    }
    MutableTree next = enter(slot);
    return next == null ? null : next.get(path.tail());
  }

  /// Puts a value at the path, making documents on the way where nothing is.
  void set(Path path, Value value) {
    Slot slot = slot(path.head());
    if (path.isLast()) {
      if (slot == null) {
        add(path.head(), value);
      } else {
        slot.value = value;
        slot.below = null;
      }
      return;
    }
    if (slot == null) {
      slot = add(path.head(), Doc.EMPTY.asValue());
    }
    MutableTree next = enter(slot);
    if (next == null) {
      throw notViable(path.tail().head(), slot);
    }
    next.set(path.tail(), value);
  }

  /// Takes the field at the path out; an array's element becomes null instead.
  void remove(Path path) {
    Slot slot = slot(path.head());
    if (slot == null) {
      return;
    }
    if (!path.isLast()) {
      MutableTree next = enter(slot);
      if (next != null) {
        next.remove(path.tail());
      }
    } else if (array) {
      slot.value = Value.NULL;
      slot.below = null;
    } else {
      slots.remove(slot);
    }
  }

  private Slot add(String name, Value value) {
    if (array) {
      pad(name);
    }
    Slot added = new Slot(name, value);
    slots.add(added);
    return added;
  }

  private void pad(String name) {
    int index = index(name);
    if (index < 0) {
      throw ServerError.PATH_NOT_VIABLE.because(
          "Cannot create field '%s' in element {: %s}".formatted(name, toValue()));
    }
    if (index - slots.size() > MAX_PADDING) {
      throw ServerError.CANNOT_BACKFILL_ARRAY.because(
          "can't backfill more than " + MAX_PADDING + " elements");
    }
    while (slots.size() < index) {
      slots.add(new Slot("", Value.NULL));
    }
  }

  private static @Nullable MutableTree enter(Slot slot) {
    if (slot.below == null && (slot.value.isDocument() || slot.value.isArray())) {
      slot.below = new MutableTree(slot.value.doc(), slot.value.isArray());
    }
    return slot.below;
  }

  private static CommandFailure notViable(String field, Slot slot) {
    return ServerError.PATH_NOT_VIABLE.because(
        "Cannot create field '%s' in element {%s: %s}".formatted(field, slot.name, slot.value));
  }

  private Value toValue() {
    return array ? Value.array(toDoc()) : toDoc().asValue();
  }

  Doc toDoc() {
    DocBuilder builder = new DocBuilder();
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      builder.put(array ? Integer.toString(i) : slot.name, slot.value());
    }
    return builder.build();
  }
}
