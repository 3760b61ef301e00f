package io.holdfast.activities.storage.azure;

import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Links with a signature (SAS) that permits to read one blob for a while.
final class Links {
  private final AzureAccount account;

  Links(AzureAccount account) {
    this.account = account;
  }

  /// @return empty when the account's credentials sign nothing
  Optional<URI> to(BlockBlobClient blob, Duration validity) {
    OffsetDateTime end = OffsetDateTime.now(ZoneOffset.UTC).plus(validity);
    BlobServiceSasSignatureValues values =
        new BlobServiceSasSignatureValues(end, new BlobSasPermission().setReadPermission(true));
    return switch (account.signer()) {
      case ACCOUNT_KEY -> Optional.of(link(blob, blob.generateSas(values)));
      case USER_DELEGATION -> {
        UserDelegationKey key = account.service().getUserDelegationKey(null, end);
        yield Optional.of(link(blob, blob.generateUserDelegationSas(values, key)));
      }
      case NONE -> Optional.empty();
    };
  }

  private static URI link(BlockBlobClient blob, String signature) {
    return URI.create(blob.getBlobUrl() + "?" + signature);
  }
}
