@NullMarked
package io.holdfast.activities;

import org.jspecify.annotations.NullMarked;
