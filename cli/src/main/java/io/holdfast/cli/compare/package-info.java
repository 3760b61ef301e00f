/// `holdfast compare`: how an instance differs from a backup.
@NullMarked
package io.holdfast.cli.compare;

import org.jspecify.annotations.NullMarked;
