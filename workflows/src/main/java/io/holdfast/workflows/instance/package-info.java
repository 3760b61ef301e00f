/// Instances: what Holdfast protects, how it is reached, and what an inspection found there.
@NullMarked
package io.holdfast.workflows.instance;

import org.jspecify.annotations.NullMarked;
