package io.holdfast.activities.repository;

import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.secret.Secrets;
import io.holdfast.workflows.catalogue.Sealing;
import io.holdfast.workflows.catalogue.SealingProvider;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.InstanceId;

/// Opens the sealing of a repository for those who know only the port.
public final class RepositorySealingProvider implements SealingProvider {
  @Override
  public Sealing open(String repositoryUrl, String keys, String sealingKey) {
    KeyRing ring = KeyRing.resolve(keys, sealingKey, new Secrets(System::getenv));
    return new OfRepository(Repository.open(repositoryUrl, false, RepositoryOptions.with(ring)));
  }

  private record OfRepository(Repository repository) implements Sealing {
    @Override
    public SealedSecret seal(InstanceId instance, String secret) {
      return repository.sealing().seal(instance, secret);
    }

    @Override
    public void close() {
      repository.close();
    }
  }
}
