package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a newer Holdfast added to a record stays there when this one replaces the record.
class RewrittenRecordsTest {
  private final InMemoryStore store = new InMemoryStore();
  private final RepositoryCatalogue catalogue =
      new RepositoryCatalogue(GoldenRecords.REPOSITORY, store);

  private void put(String key, Object record, String... replacements) {
    String json = new String(Json.write(record), StandardCharsets.UTF_8);
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(json).contains(replacements[i]);
      json = json.replace(replacements[i], replacements[i + 1]);
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(store.write(key, bytes, new WriteCondition.Always())).isPresent();
  }

  private JsonNode tree(String key) throws IOException {
    try (InputStream in = store.read(key, 0).orElseThrow()) {
      return Json.tree(in.readAllBytes(), key);
    }
  }

  @Test
  void anInstancesUnknownFieldsAreKeptWhereverTheyStand() throws IOException {
    String key = Layout.instance(GoldenRecords.SHOP);
    put(
        key,
        GoldenRecords.instance(),
        "\"engine\"",
        "\"colour\": {\"of\": [1, 2]}, \"engine\"",
        "\"authDatabase\"",
        "\"mechanism\": \"new\", \"authDatabase\"");
    Versioned<Instance> known = catalogue.instance(GoldenRecords.SHOP).orElseThrow();

    catalogue.replaceInstance(new Versioned<>(described(known.value()), known.version()));

    JsonNode kept = tree(key);
    assertThat(kept.at("/colour/of/1").asInt()).isEqualTo(2);
    assertThat(kept.at("/credentials/mechanism").asString()).isEqualTo("new");
    assertThat(kept.at("/description").asString()).isEqualTo("changed");
    assertThat(catalogue.instance(GoldenRecords.SHOP).orElseThrow().value())
        .isEqualTo(described(known.value()));
  }

  @Test
  void aKnownFieldThatWasTakenAwayIsNotBroughtBack() throws IOException {
    String key = Layout.instance(GoldenRecords.SHOP);
    put(key, GoldenRecords.instance(), "\"authDatabase\"", "\"newer\": 1, \"authDatabase\"");
    Versioned<Instance> known = catalogue.instance(GoldenRecords.SHOP).orElseThrow();
    Instance it = known.value();
    Instance without =
        new Instance(1, it.id(), it.engine(), it.connectionString(), null, "", it.registeredAt());

    catalogue.replaceInstance(new Versioned<>(without, known.version()));

    assertThat(tree(key).has("credentials")).isFalse();
  }

  @Test
  void anOperationThatEndsKeepsWhatANewerHoldfastNotedInItsIntents() throws IOException {
    OperationRecord begun = GoldenRecords.completedBackup();
    OperationRecord open =
        new OperationRecord(
            1,
            begun.id(),
            begun.request(),
            begun.requestedAt(),
            begun.requestedBy(),
            begun.runId(),
            begun.intents(),
            null);
    String key = Layout.operation(begun.id());
    put(
        key,
        open,
        "\"kind\": \"write_payload\"",
        "\"noted\": true, \"kind\": \"write_payload\"",
        "\"allowPrimary\"",
        "\"wish\": 7, \"allowPrimary\"");
    Versioned<OperationRecord> known = catalogue.operation(begun.id()).orElseThrow();
    OperationEnd end = new OperationEnd(OperationOutcome.COMPLETED, Instant.EPOCH, null);

    catalogue.replaceOperation(new Versioned<>(known.value().ended(end), known.version()));

    assertThat(tree(key).at("/intents/0/noted").asBoolean()).isTrue();
    assertThat(tree(key).at("/request/backup/wish").asInt()).isEqualTo(7);
    assertThat(tree(key).at("/end/outcome").asString()).isEqualTo("completed");
  }

  @Test
  void whoReadAnOlderVersionIsStillRefused() {
    put(Layout.instance(GoldenRecords.SHOP), GoldenRecords.instance());
    Versioned<Instance> known = catalogue.instance(GoldenRecords.SHOP).orElseThrow();
    put(Layout.instance(GoldenRecords.SHOP), described(known.value()));

    assertThatThrownBy(() -> catalogue.replaceInstance(known))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_CHANGED));
  }

  private static Instance described(Instance instance) {
    return new Instance(
        instance.format(),
        instance.id(),
        instance.engine(),
        instance.connectionString(),
        instance.credentials(),
        "changed",
        instance.registeredAt());
  }
}
