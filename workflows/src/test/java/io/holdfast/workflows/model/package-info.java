@NullMarked
package io.holdfast.workflows.model;

import org.jspecify.annotations.NullMarked;
