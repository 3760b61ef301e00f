@NullMarked
package io.holdfast.cli.repo.key;

import org.jspecify.annotations.NullMarked;
