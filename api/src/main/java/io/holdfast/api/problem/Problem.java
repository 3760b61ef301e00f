package io.holdfast.api.problem;

import io.holdfast.workflows.error.ErrorCode;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An error as the API answers it: a problem document after RFC 9457.
@Schema(description = "An error, after RFC 9457.")
public record Problem(
    @Schema(description = "Names the kind of error.", example = "urn:holdfast:error:INSTANCE_BUSY")
        String type,
    @Schema(
            description = "The kind of error in one sentence.",
            example = "Another operation runs on the instance")
        String title,
    @Schema(description = "The HTTP status.", example = "409") int status,
    @Schema(
            description = "What happened to which object.",
            example = "'shop' is busy: shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE runs.")
        String detail,
    @Schema(description = "The error's code; docs/errors.md explains each.") ErrorCode code,
    @Schema(
            description = "What to do about it; commands are those of the command line.",
            example = "Wait for it, or end it with 'holdfast cancel'.")
        @Nullable String hint,
    @Schema(
            description = "The field, parameter or header that is wrong.",
            example = "credentials.password")
        @Nullable String field) {

  private static final String TYPE = "urn:holdfast:error:";

  static Problem of(
      int status, ErrorCode code, String detail, String hint, @Nullable String field) {
    return new Problem(
        TYPE + code, code.summary(), status, detail, code, hint.isEmpty() ? null : hint, field);
  }
}
