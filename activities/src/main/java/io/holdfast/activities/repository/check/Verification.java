package io.holdfast.activities.repository.check;

import java.util.Map;

/// How far a check of a repository is, and how it turned out.
///
/// @param backups backups whose objects were all looked at
/// @param records records read, manifests apart
/// @param objects payload objects compared with the store, damaged ones included
/// @param read those of them that were read to their end
/// @param bytes stored bytes of the objects that were read, as their manifests have it
/// @param findings how many there were of each severity
public record Verification(
    long backups, long records, long objects, long read, long bytes, Map<Severity, Long> findings) {
  public Verification {
    findings = Map.copyOf(findings);
  }

  public long count(Severity severity) {
    return findings.getOrDefault(severity, 0L);
  }

  /// Whether everything that the repository promises is there and whole.
  public boolean holds() {
    return count(Severity.DAMAGE) == 0 && count(Severity.UNKNOWN) == 0;
  }
}
