package io.holdfast.api.openapi;

import io.holdfast.workflows.error.ErrorCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a route answers: the status when all is well, and the errors that belong to it. Errors that
/// any route may answer (a malformed request, a token that is missing, a bug) are not listed.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
  /// The status when all is well.
  int status() default 200;

  /// Whether a `Location` header says where what was started or made can be found.
  boolean location() default false;

  /// The codes that the route may answer beside those that any may.
  ErrorCode[] errors() default {};
}
