package io.holdfast.cli.rest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request's body, field by field; what was not given is left out, so that the API's own defaults
/// hold.
public final class Body {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  public Body with(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  /// Says by a null that the field is to be taken away.
  public Body without(String name) {
    fields.put(name, null);
    return this;
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  @JsonValue
  Map<String, @Nullable Object> fields() {
    return fields;
  }
}
