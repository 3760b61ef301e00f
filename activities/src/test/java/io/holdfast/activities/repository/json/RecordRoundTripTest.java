package io.holdfast.activities.repository.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.holdfast.activities.repository.json.SampleValues.Optionals;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.runtime.Payloads;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every record of the model goes through both mappers: the repository's (Jackson 3) and Temporal's
/// (Jackson 2). Found by looking at the classes, so that a new record is tried from its first day.
class RecordRoundTripTest {
  private static final DataConverter TEMPORAL = Payloads.converter();

  private static final List<Class<?>> RECORDS = find();

  /// The packages whose records are arguments, results or parts of the repository.
  private static List<Class<?>> find() {
    return new ClassFileImporter()
            .importPackagesOf(
                BackupRef.class,
                ComparisonRecord.class,
                FailureInfo.class,
                Instance.class,
                Manifest.class,
                RestoreRecord.class,
                OperationRecord.class)
            .stream()
            .filter(JavaClass::isRecord)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .<Class<?>>map(JavaClass::reflect)
            .sorted(Comparator.comparing(Class::getName))
            .toList();
  }

  static List<Class<?>> records() {
    return RECORDS;
  }

  @Test
  void theRecordsAreFound() {
    assertThat(RECORDS).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("records")
  void theRepositoryReadsWhatItWrote(Class<?> type) {
    for (Optionals optionals : Optionals.values()) {
      Object value = new SampleValues(optionals).of(type);

      assertThat(read(Json.write(value), type)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void temporalReadsWhatItWrote(Class<?> type) {
    for (Optionals optionals : Optionals.values()) {
      Object value = new SampleValues(optionals).of(type);
      Payload payload = TEMPORAL.toPayload(value).orElseThrow();

      assertThat(fromTemporal(payload, type)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void bothIgnoreWhatANewerHoldfastAdds(Class<?> type) {
    Object value = new SampleValues(Optionals.PRESENT).of(type);
    Payload payload = TEMPORAL.toPayload(value).orElseThrow();
    Payload extended =
        payload.toBuilder()
            .setData(ByteString.copyFrom(extended(payload.getData().toByteArray())))
            .build();

    assertThat(read(extended(Json.write(value)), type)).isEqualTo(value);
    assertThat(fromTemporal(extended, type)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("records")
  void theRepositoryRefusesARecordThatLacksAField(Class<?> type) {
    Object smallest = new SampleValues(Optionals.ABSENT).of(type);
    if (!(anything(Json.write(smallest)) instanceof ObjectNode whole)) {
      return;
    }
    for (String field : List.copyOf(whole.propertyNames())) {
      if (!whole.get(field).isNull()) {
        assertInvalid(whole.deepCopy().without(field), type, field);
        assertInvalid(whole.deepCopy().putNull(field), type, field);
      }
    }
  }

  private static void assertInvalid(JsonNode damaged, Class<?> type, String field) {
    assertThatThrownBy(() -> read(Json.write(damaged), type))
        .as("%s without %s", type, field)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
  }

  private static Object read(byte[] json, Class<?> type) {
    return Json.bind(anything(json), type, "the sample");
  }

  private static <T> T fromTemporal(Payload payload, Class<T> type) {
    return TEMPORAL.fromPayload(payload, type, type);
  }

  private static byte[] extended(byte[] json) {
    JsonNode tree = anything(json);
    extend(tree);
    return Json.write(tree);
  }

  private static void extend(JsonNode tree) {
    tree.forEach(RecordRoundTripTest::extend);
    if (tree instanceof ObjectNode object) {
      ArrayNode added = object.putObject("addedLater").putArray("list");
      added.add(1);
    }
  }

  /// Ids are JSON strings, which [Json#tree] takes for no record.
  private static JsonNode anything(byte[] json) {
    byte[] wrapped =
        ("{\"it\":" + new String(json, StandardCharsets.UTF_8) + "}")
            .getBytes(StandardCharsets.UTF_8);
    return Json.tree(wrapped, "the sample").get("it");
  }
}
