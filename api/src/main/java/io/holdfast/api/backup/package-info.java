/// Backups: asking for them, listing them whatever became of them, and what is in them.
@NullMarked
package io.holdfast.api.backup;

import org.jspecify.annotations.NullMarked;
