/// Comparisons of backups with instances: asking for them, and their verdicts.
@NullMarked
package io.holdfast.api.compare;

import org.jspecify.annotations.NullMarked;
