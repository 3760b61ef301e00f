package io.holdfast.api.rig;

import io.holdfast.workflows.catalogue.Sealing;
import io.holdfast.workflows.catalogue.SealingProvider;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.InstanceId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Seals that anybody could open: the digits of the secret.
public final class FakeSeals implements SealingProvider {
  @Override
  public Sealing open(String repositoryUrl, String keys, String sealingKey) {
    return new Sealing() {
      @Override
      public SealedSecret seal(InstanceId instance, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return SealedSecret.of("0123456789abcdef", new BigInteger(1, bytes).toString());
      }

      @Override
      public void close() {
        // Holds nothing.
      }
    };
  }
}
