package io.holdfast.activities.storage.s3;

import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// The SDK's clients for one location, set up for any store that speaks S3 and not only for Amazon:
/// no chunked signatures and no trailing checksums, which many do not know. Checksums are ours, in
/// headers.
record S3Connection(S3Client client, S3Presigner presigner) implements AutoCloseable {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);

  private static final int CONNECTIONS = 128;

  /// Errors that the SDK would not repeat by itself: what Amazon answers to writers of one key who
  /// came at the same moment (it asks for another try), what versitygw answers when the folder of a
  /// new object is just being deleted, and content that was damaged on its way.
  private static final Set<String> REPEATED =
      Set.of(
          "ConditionalRequestConflict",
          "OperationAborted",
          "ExistingObjectIsDirectory",
          "BadDigest",
          "InvalidDigest",
          "XAmzContentChecksumMismatch",
          "XAmzContentSHA256Mismatch");

  static S3Connection to(S3Location location, Patience patience) {
    AwsCredentialsProvider credentials =
        location
            .profile()
            .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
            .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    S3Configuration configuration =
        S3Configuration.builder()
            .pathStyleAccessEnabled(location.pathStyle())
            .chunkedEncodingEnabled(false)
            .build();
    S3ClientBuilder client =
        S3Client.builder()
            .credentialsProvider(credentials)
            .serviceConfiguration(configuration)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .connectionTimeout(TO_CONNECT)
                    .socketTimeout(patience.silence())
                    .maxConnections(CONNECTIONS))
            .overrideConfiguration(
                override ->
                    override
                        .retryStrategy(retries(patience))
                        .addExecutionInterceptor(new WholeAnswers()));
    S3Presigner.Builder presigner =
        S3Presigner.builder().credentialsProvider(credentials).serviceConfiguration(configuration);
    location.endpoint().ifPresent(client::endpointOverride);
    location.endpoint().ifPresent(presigner::endpointOverride);
    location
        .region()
        .or(() -> location.endpoint().map(_ -> Region.US_EAST_1.id()))
        .map(Region::of)
        .ifPresent(
            region -> {
              client.region(region);
              presigner.region(region);
            });
    return new S3Connection(client.build(), presigner.build());
  }

  /// The one layer that tries requests again. A part of an upload is one request, so a part is
  /// repeated, not the object.
  private static StandardRetryStrategy retries(Patience patience) {
    Duration pause = patience.pause();
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(patience.attempts())
        // The breaker would fail the parts of a long upload for the troubles of others.
        .circuitBreakerEnabled(false)
        .backoffStrategy(BackoffStrategy.exponentialDelayHalfJitter(pause, patience.longest()))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelayHalfJitter(pause, patience.longestWhenThrottled()))
        .retryOnException(
            e -> e instanceof S3Exception answer && REPEATED.contains(S3Faults.code(answer)))
        .build();
  }

  @Override
  public void close() {
    client.close();
    presigner.close();
  }
}
