package io.holdfast.api.wire;

import io.holdfast.api.message.Flag;
import io.holdfast.api.message.Include;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.MutableConversionService;
import io.micronaut.core.convert.TypeConverterRegistrar;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reads parameters of path and query as if they stood in a JSON body, so that both know the same
/// spellings and refuse the same rubbish.
@Singleton
final class ParameterConverters implements TypeConverterRegistrar {
  private static final List<Class<?>> TYPES =
      List.of(
          InstanceId.class,
          BackupName.class,
          OperationId.class,
          Method.class,
          Trigger.class,
          BackupState.class,
          Include.class,
          Flag.class,
          Instant.class);

  private final Provider<JsonMapper> json;

  ParameterConverters(Provider<JsonMapper> json) {
    this.json = json;
  }

  @Override
  public void register(MutableConversionService conversions) {
    TYPES.forEach(type -> register(conversions, type));
  }

  private <T> void register(MutableConversionService conversions, Class<T> type) {
    conversions.addConverter(
        CharSequence.class, type, (text, _, context) -> read(text, type, context));
  }

  private <T> Optional<T> read(CharSequence text, Class<T> type, ConversionContext context) {
    try {
      return Optional.ofNullable(json.get().convertValue(text.toString(), type));
    } catch (JacksonException e) {
      context.reject(text, e);
      return Optional.empty();
    }
  }
}
