package io.holdfast.api.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/// Says that a record's component must be there, and not null, unless it is marked `@Nullable`: the
/// rule of every `@NullMarked` package, applied to JSON.
final class RequiredUnlessNullable extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return isRequired(member) ? Boolean.TRUE : null;
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    return isRequired(member)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
        : JsonSetter.Value.empty();
  }

  private static boolean isRequired(Annotated member) {
    if (!(member instanceof AnnotatedParameter parameter)
        || !parameter.getDeclaringClass().isRecord()) {
      return false;
    }
    AnnotatedType type =
        parameter.getOwner().getAnnotated() instanceof java.lang.reflect.Executable executable
            ? executable.getAnnotatedParameterTypes()[parameter.getIndex()]
            : null;
    return type != null && !type.isAnnotationPresent(Nullable.class);
  }

  /// The same introspector, asked before `fallback`.
  AnnotationIntrospector withFallback(AnnotationIntrospector fallback) {
    return pair(this, fallback);
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }
}
