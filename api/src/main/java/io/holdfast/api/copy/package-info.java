/// External backups: which files are to be copied, and the word that they are.
@NullMarked
package io.holdfast.api.copy;

import org.jspecify.annotations.NullMarked;
