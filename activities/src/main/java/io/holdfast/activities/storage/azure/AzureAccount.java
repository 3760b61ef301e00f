package io.holdfast.activities.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A storage account with credentials from the environment, in the names that Azure's own tools
/// use: `AZURE_STORAGE_CONNECTION_STRING`; else `AZURE_STORAGE_KEY`, else
/// `AZURE_STORAGE_SAS_TOKEN`, each with `AZURE_STORAGE_ACCOUNT` or the URL's account; else whatever
/// the SDK finds (workload and managed identity, `AZURE_CLIENT_ID`…, the Azure CLI's login).
///
/// @param service the account's client
/// @param signer what it can sign links with
record AzureAccount(BlobServiceClient service, Signer signer) {

  /// What signs links.
  enum Signer {
    /// The account's key.
    ACCOUNT_KEY,
    /// A key that the service gives an identity for a few days.
    USER_DELEGATION,
    /// Nothing: a SAS cannot make another one.
    NONE
  }

  static AzureAccount connect(
      AzureLocation location, Map<String, String> environment, Patience patience) {
    BlobServiceClientBuilder builder =
        new BlobServiceClientBuilder().httpClient(http(patience)).retryOptions(retries(patience));
    Optional<String> connection = value(environment, "AZURE_STORAGE_CONNECTION_STRING");
    try {
      return connection.isPresent()
          ? byConnectionString(builder, location, connection.get())
          : byParts(builder, location, environment, patience);
    } catch (IllegalArgumentException | NullPointerException e) {
      // The exception is not passed on: it may quote the connection string.
      throw refused(
          "Azure's environment variables are malformed (%s)."
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private static AzureAccount byConnectionString(
      BlobServiceClientBuilder builder, AzureLocation location, String connection) {
    BlobServiceClientBuilder connected = builder.connectionString(connection);
    location.endpoint().ifPresent(endpoint -> connected.endpoint(endpoint.toString()));
    BlobServiceClient service = connected.buildClient();
    if (location.account().filter(name -> !name.equals(service.getAccountName())).isPresent()) {
      throw refused("The URL's account is not that of AZURE_STORAGE_CONNECTION_STRING.");
    }
    boolean signs = connection.contains("AccountKey=");
    return new AzureAccount(service, signs ? Signer.ACCOUNT_KEY : Signer.NONE);
  }

  private static AzureAccount byParts(
      BlobServiceClientBuilder builder,
      AzureLocation location,
      Map<String, String> environment,
      Patience patience) {
    Optional<String> account =
        location.account().or(() -> value(environment, "AZURE_STORAGE_ACCOUNT"));
    String endpoint = endpoint(location, account);
    builder.endpoint(endpoint);
    Optional<String> key = value(environment, "AZURE_STORAGE_KEY");
    if (key.isPresent() && account.isPresent()) {
      builder.credential(new StorageSharedKeyCredential(account.get(), key.get()));
      return new AzureAccount(builder.buildClient(), Signer.ACCOUNT_KEY);
    }
    Optional<String> sas = value(environment, "AZURE_STORAGE_SAS_TOKEN");
    if (sas.isPresent()) {
      return new AzureAccount(builder.sasToken(sas.get()).buildClient(), Signer.NONE);
    }
    if (!endpoint.startsWith("https:")) {
      throw refused("An identity is proven over https only, and no key or SAS is given.");
    }
    builder.credential(new DefaultAzureCredentialBuilder().httpClient(http(patience)).build());
    return new AzureAccount(builder.buildClient(), Signer.USER_DELEGATION);
  }

  private static String endpoint(AzureLocation location, Optional<String> account) {
    return location
        .endpoint()
        .map(URI::toString)
        .or(() -> account.map("https://%s.blob.core.windows.net"::formatted))
        .orElseThrow(() -> refused("Neither the URL nor the environment names a storage account."));
  }

  private static HttpClient http(Patience patience) {
    return new JdkHttpClientBuilder()
        .connectionTimeout(min(patience.silence(), Duration.ofSeconds(10)))
        .responseTimeout(patience.silence())
        .readTimeout(patience.silence())
        .writeTimeout(patience.silence())
        .build();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static RequestRetryOptions retries(Patience patience) {
    return new RequestRetryOptions(
        RetryPolicyType.EXPONENTIAL,
        patience.tries(),
        patience.request(),
        patience.pause(),
        patience.longestPause(),
        null);
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static HoldfastException refused(String message) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        message,
        "Set AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT and AZURE_STORAGE_KEY or"
            + " AZURE_STORAGE_SAS_TOKEN, or log in an identity that Azure's SDK finds.");
  }
}
