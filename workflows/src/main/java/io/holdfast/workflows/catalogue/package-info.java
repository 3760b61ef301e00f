/// The port through which the API reads and writes the repository's records without knowing the
/// store.
@NullMarked
package io.holdfast.workflows.catalogue;

import org.jspecify.annotations.NullMarked;
