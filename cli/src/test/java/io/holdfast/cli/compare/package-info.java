@NullMarked
package io.holdfast.cli.compare;

import org.jspecify.annotations.NullMarked;
