/// The error registry: every error that leaves Holdfast has a code here, and the code fixes its
/// HTTP status, its exit code and whether it is retried.
@NullMarked
package io.holdfast.workflows.error;

import org.jspecify.annotations.NullMarked;
