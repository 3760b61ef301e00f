/// `holdfast restore`: bringing a backup back, after a look at what that would do.
@NullMarked
package io.holdfast.cli.restore;

import org.jspecify.annotations.NullMarked;
