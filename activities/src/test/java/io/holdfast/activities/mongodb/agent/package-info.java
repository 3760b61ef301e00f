/// The agent's work, killed at every step.
@NullMarked
package io.holdfast.activities.mongodb.agent;

import org.jspecify.annotations.NullMarked;
