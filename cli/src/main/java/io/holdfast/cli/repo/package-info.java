/// `holdfast repo …`: straight from the bucket, on the day everything else is gone.
///
/// The only commands that touch a repository themselves, without API, worker or Temporal.
@NullMarked
package io.holdfast.cli.repo;

import org.jspecify.annotations.NullMarked;
