package io.holdfast.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// The JSON of the API. Reading is strict, so that a mistake is an answer and never a guess:
/// unknown and doubled fields, numbers for texts, texts and fractions for whole numbers and missing
/// fields are refused; what may be missing is marked `@Nullable` in the record. Writing leaves out
/// what is null.
public final class StrictJson {
  private StrictJson() {}

  /// A new mapper; mappers are costly and safe to share.
  public static JsonMapper mapper() {
    return JsonMapper.builder()
        .annotationIntrospector(
            new RequiredUnlessNullable().withFallback(new JacksonAnnotationIntrospector()))
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // A password in a malformed body must not come back in the parser's message.
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts ->
                texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .build();
  }
}
