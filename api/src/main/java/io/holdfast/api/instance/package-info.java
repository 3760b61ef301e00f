/// Instances: registering them, changing them, looking at their deployments.
@NullMarked
package io.holdfast.api.instance;

import org.jspecify.annotations.NullMarked;
