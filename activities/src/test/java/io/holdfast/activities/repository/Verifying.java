package io.holdfast.activities.repository;

import io.holdfast.activities.repository.check.Depth;
import io.holdfast.activities.repository.check.Finding;
import io.holdfast.activities.repository.check.RepositoryVerifier;
import io.holdfast.activities.repository.check.Verification;
import io.holdfast.activities.repository.check.Watcher;
import java.util.List;

/// A check of a whole repository that keeps what it found.
final class Verifying {
  private Verifying() {}

  static Verification of(Repository repository, List<Finding> findings) {
    return new RepositoryVerifier(repository, new Depth.Full())
        .verify(
            new Watcher() {
              @Override
              public void found(Finding finding) {
                findings.add(finding);
              }

              @Override
              public void progressed(Verification soFar) {}
            });
  }
}
