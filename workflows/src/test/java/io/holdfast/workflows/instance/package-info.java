@NullMarked
package io.holdfast.workflows.instance;

import org.jspecify.annotations.NullMarked;
