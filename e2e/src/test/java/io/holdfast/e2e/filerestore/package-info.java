/// Restores of data files onto real servers, through agents that are killed at any moment.
@NullMarked
package io.holdfast.e2e.filerestore;

import org.jspecify.annotations.NullMarked;
