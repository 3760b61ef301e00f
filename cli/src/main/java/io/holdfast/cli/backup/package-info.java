/// Backups: taking, listing and describing them.
@NullMarked
package io.holdfast.cli.backup;

import org.jspecify.annotations.NullMarked;
