package io.holdfast.activities.storage.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import io.holdfast.activities.storage.azure.AzureStores;
import io.holdfast.activities.storage.server.AzuriteServer;
import io.holdfast.activities.storage.server.MinioServer;
import io.holdfast.activities.storage.server.VersityServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the check finds on real servers.
class RealStoresIT {
  private static final CheckOptions WHOLE = new CheckOptions(false, false);

  @TempDir Path folder;

  @Test
  void minioIsGoodEnoughAndItsLocksHold() {
    try (MinioServer server = MinioServer.start(folder)) {
      try (ObjectStore store = server.open("check/some/prefix")) {
        assertAllWell(store, WHOLE);
      }
      String locking = server.url("locked") + "&lock=compliance&retain=1h";
      try (ObjectStore store = ObjectStores.open(locking, true).orElseThrow()) {
        CheckReport report = new StoreCheck(store, new CheckOptions(true, true)).run(_ -> {});

        assertThat(of(report, Point.LOCK).grade()).isEqualTo(Grade.OK);
        assertThat(of(report, Point.CLEAN_UP).grade()).isEqualTo(Grade.WARN);
        assertThat(report.goodEnough()).isTrue();
      }
    }
  }

  @Test
  void versitygwIsGoodEnough() {
    try (VersityServer server = VersityServer.start(folder);
        ObjectStore store = server.open("check/some/prefix")) {
      assertAllWell(store, WHOLE);
    }
  }

  @Test
  void azuriteIsGoodEnough() {
    try (AzuriteServer server = AzuriteServer.start(folder);
        ObjectStore store = AzureStores.make(server.port())) {
      assertAllWell(store, WHOLE);
    }
  }

  private static void assertAllWell(ObjectStore store, CheckOptions options) {
    CheckReport report = new StoreCheck(store, options).run(_ -> {});

    assertThat(report.points())
        .filteredOn(checked -> checked.point() != Point.LOCK)
        .extracting(Checked::grade)
        .as(report.toString())
        .containsOnly(Grade.OK);
    assertThat(store.children("")).isEmpty();
  }

  private static Checked of(CheckReport report, Point point) {
    return report.points().stream()
        .filter(checked -> checked.point() == point)
        .findFirst()
        .orElseThrow();
  }
}
