/// What the tests put around the API: a repository and a Temporal service in memory, a worker whose
/// activities do next to nothing, and an HTTP client.
@NullMarked
package io.holdfast.api.rig;

import org.jspecify.annotations.NullMarked;
