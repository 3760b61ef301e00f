package io.holdfast.cli.repo;

import io.holdfast.activities.repository.check.Finding;
import io.holdfast.activities.repository.check.Severity;
import io.holdfast.activities.repository.check.Verification;
import io.holdfast.activities.repository.check.Watcher;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Shows how far a check is, and keeps what it found, worst first.
final class VerifyWatch implements Watcher, AutoCloseable {

  /// One finding, for programs.
  record Found(Severity severity, String kind, String key, String message) {
    static Found of(Finding finding) {
      return new Found(
          finding.severity(), finding.getClass().getSimpleName(), finding.key(), finding.message());
    }
  }

  private final Throughput throughput;
  private final List<Found> findings = new ArrayList<>();

  VerifyWatch(Terminal terminal) {
    this.throughput = new Throughput(terminal, "Verifying");
  }

  @Override
  public void found(Finding finding) {
    findings.add(Found.of(finding));
  }

  @Override
  public void progressed(Verification soFar) {
    throughput.show(Human.count(soFar.objects(), "object"), soFar.bytes(), -1);
  }

  List<Found> findings() {
    return findings.stream().sorted(Comparator.comparing(Found::severity)).toList();
  }

  @Override
  public void close() {
    throughput.close();
  }
}
