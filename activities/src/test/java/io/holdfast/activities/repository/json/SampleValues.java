package io.holdfast.activities.repository.json;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.instance.SecretRef;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.restore.FileOptions;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a value of any record of the model, so that no record can be forgotten by a test.
final class SampleValues {
  /// Whether optional components have a value.
  enum Optionals {
    PRESENT,
    ABSENT
  }

  private static final OperationId OPERATION = OperationId.parse("shop.01JD7Q0000ABCDEFGHJKMNPQRS");

  /// Values of types whose constructors are particular, and of those that are no records.
  private static final Map<Class<?>, Object> KNOWN =
      Map.ofEntries(
          Map.entry(String.class, "text with \"quotes\", ümläuts and \u0000"),
          Map.entry(int.class, Integer.MAX_VALUE),
          Map.entry(Integer.class, 7),
          Map.entry(long.class, Long.MAX_VALUE),
          Map.entry(double.class, 1.5),
          Map.entry(boolean.class, true),
          Map.entry(Boolean.class, true),
          Map.entry(Instant.class, Instant.parse("2026-11-21T10:00:00.123456789Z")),
          Map.entry(InstanceId.class, new InstanceId("shop")),
          Map.entry(BackupName.class, new BackupName("nightly")),
          Map.entry(OperationId.class, OPERATION),
          Map.entry(NamespacePattern.class, new NamespacePattern("shop.*")),
          Map.entry(SecretRef.class, new SecretRef("env:SHOP_PASSWORD")),
          Map.entry(
              SealedSecret.class, new SealedSecret("sealed:0123456789abcdef:" + "Ab_-".repeat(8))),
          Map.entry(Content.class, new Content(3, "0123456789abcdef".repeat(4))),
          Map.entry(Long.class, Long.MAX_VALUE),
          Map.entry(MemberId.class, new MemberId("rs0", "db1:27017")),
          Map.entry(FileOptions.class, new FileOptions(86_400, true)),
          Map.entry(
              BackupRequest.class,
              new BackupRequest(
                  OPERATION,
                  new BackupName("nightly"),
                  Method.LOGICAL,
                  Trigger.MANUAL,
                  "before the move",
                  true)));

  private final Optionals optionals;

  SampleValues(Optionals optionals) {
    this.optionals = optionals;
  }

  Object of(Class<?> type) {
    Object known = KNOWN.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      return List.of(type.getEnumConstants()).getLast();
    }
    if (type.isSealed()) {
      return of(type.getPermittedSubclasses()[0]);
    }
    if (type.isRecord()) {
      return record(type);
    }
    throw new IllegalArgumentException("no sample for " + type);
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = Arrays.stream(components).map(this::component).toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no sample for " + type, e);
    }
  }

  private @Nullable Object component(RecordComponent component) {
    boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (optional && optionals == Optionals.ABSENT) {
      return null;
    }
    if (component.getType() == List.class) {
      Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      return List.of(of((Class<?>) element));
    }
    return of(component.getType());
  }
}
