package io.holdfast.activities.storage.s3;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/// What an exception of the SDK means, as an error of the registry. The SDK has tried again before
/// it threw one, as [S3Connection] tells it to.
final class S3Faults {
  private static final Set<String> FULL =
      Set.of(
          "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "QuotaExceeded",
          "InsufficientStorage");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "ExpiredToken",
          "InvalidAccessKeyId",
          "InvalidToken",
          "RequestTimeTooSkewed",
          "SignatureDoesNotMatch",
          "TokenRefreshRequired");
  private static final Set<String> ELSEWHERE =
      Set.of(
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "PermanentRedirect",
          "TemporaryRedirect");
  private static final Set<String> UNFIT =
      Set.of(
          "EntityTooLarge",
          "ExistingObjectIsDirectory",
          "InvalidBucketName",
          "KeyTooLongError",
          "ObjectParentIsFile");

  private S3Faults() {}

  /// Does `call`; what the SDK throws becomes an error that says what was to be done.
  static <T> T translating(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(what, e);
    }
  }

  /// The error of which `cause` is the reason.
  ///
  /// @param what the act with its object, such as `read s3://bucket/key`
  static HoldfastException translate(String what, SdkException cause) {
    return switch (cause) {
      case AwsServiceException answer -> answered(what, answer);
      case AbortedException aborted -> {
        // The SDK eats the interrupt, which belongs to whoever runs this thread.
        Thread.currentThread().interrupt();
        yield unavailable(what, "interrupted", aborted);
      }
      default -> unanswered(what, cause);
    };
  }

  private static HoldfastException answered(String what, AwsServiceException cause) {
    String code = code(cause);
    int status = cause.statusCode();
    String reason = reason(cause, code);
    if (status == 507 || FULL.contains(code)) {
      return new HoldfastException(
          ErrorCode.STORAGE_FULL,
          "No room to %s: %s.".formatted(what, reason),
          "Make room in the store or raise its quota; what was there before is untouched.",
          cause);
    }
    if (ELSEWHERE.contains(code) || status == 301) {
      return new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "Could not %s: the bucket is in another region (%s).".formatted(what, reason),
          "Name it in the URL: region=…" + regionHint(cause),
          cause);
    }
    if (status == 401 || status == 403 || DENIED.contains(code)) {
      return denied(what, reason, cause);
    }
    if (UNFIT.contains(code)) {
      return new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "Could not %s: %s.".formatted(what, reason),
          "The store takes no such name or size; a shorter prefix in the URL may help.",
          cause);
    }
    return unavailable(what, reason, cause);
  }

  private static String regionHint(AwsServiceException cause) {
    AwsErrorDetails details = cause.awsErrorDetails();
    if (details == null || details.sdkHttpResponse() == null) {
      return "";
    }
    return details
        .sdkHttpResponse()
        .firstMatchingHeader("x-amz-bucket-region")
        .map(region -> " (it says: " + region + ")")
        .orElse("");
  }

  private static HoldfastException unanswered(String what, SdkException cause) {
    String message = "" + cause.getMessage();
    if (message.contains("credentials")) {
      return denied(what, "no credentials were found", cause);
    }
    if (message.contains("region")) {
      return new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "Could not %s: no region is known.".formatted(what),
          "Name it in the URL (region=eu-west-1) or set AWS_REGION.",
          cause);
    }
    if (saysNoTls(cause)) {
      return new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "Could not %s: what answers at the endpoint does not speak TLS.".formatted(what),
          "Where it speaks plain HTTP, the endpoint in the URL begins with http://, not https://.",
          cause);
    }
    return unavailable(what, message, cause);
  }

  /// What the JDK says of an answer that is no TLS record.
  private static boolean saysNoTls(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (("" + t.getMessage()).contains("unrecognized SSL message")) {
        return true;
      }
    }
    return false;
  }

  private static HoldfastException denied(String what, String reason, SdkException cause) {
    return new HoldfastException(
        ErrorCode.ACCESS_DENIED,
        "Not permitted to %s: %s.".formatted(what, reason),
        "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or the profile, or the role) of this"
            + " process, its clock, and its permissions: docs/guide/repositories.md lists them.",
        cause);
  }

  static HoldfastException unavailable(String what, String reason, @Nullable Throwable cause) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Could not %s: %s.".formatted(what, reason.replaceAll("\\.$", "")),
        "Check that the store answers, and what it logs.",
        cause);
  }

  /// The service's own name for its error, or an empty one: answers to HEAD carry none.
  static String code(AwsServiceException cause) {
    AwsErrorDetails details = cause.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static String reason(AwsServiceException cause, String code) {
    AwsErrorDetails details = cause.awsErrorDetails();
    String said = details == null || details.errorMessage() == null ? "" : details.errorMessage();
    return "%d %s %s".formatted(cause.statusCode(), code, said).strip().replaceAll("\\.$", "");
  }
}
