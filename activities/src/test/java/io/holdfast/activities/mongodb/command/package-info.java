/// Copy commands, run for real.
@NullMarked
package io.holdfast.activities.mongodb.command;

import org.jspecify.annotations.NullMarked;
