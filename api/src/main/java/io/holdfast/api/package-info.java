/// The API process: REST over everything that Holdfast knows and does. It holds no state of its
/// own: records lie in the repository, running operations in Temporal.
@NullMarked
package io.holdfast.api;

import org.jspecify.annotations.NullMarked;
