package io.holdfast.activities.repository.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.model.BackupRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// A repository with two backups and a few records, and a check of it.
abstract class VerifierFixture {
  final ObjectStore store = new InMemoryStore();
  final SampleRepository sample = new SampleRepository(store);
  final List<Finding> findings = new ArrayList<>();
  BackupRef first;
  BackupRef second;

  @BeforeEach
  void fill() {
    sample.addRecords();
    first = sample.addBackup("first", 0);
    second = sample.addBackup("second", 1);
  }

  Verification verify() {
    return verify(sample.repository());
  }

  Verification verify(Repository repository) {
    return verify(repository, new Depth.Full());
  }

  Verification verify(Repository repository, Depth depth) {
    findings.clear();
    return new RepositoryVerifier(repository, depth).verify(collecting());
  }

  /// Keeps what is found in [#findings].
  Watcher collecting() {
    return new Watcher() {
      @Override
      public void found(Finding finding) {
        findings.add(finding);
      }

      @Override
      public void progressed(Verification soFar) {}
    };
  }

  Finding verifyOneFinding() {
    verify();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().message()).contains(findings.getFirst().key());
    return findings.getFirst();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
