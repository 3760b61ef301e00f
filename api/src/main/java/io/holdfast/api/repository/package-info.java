/// The way to the repository, which is the API's only memory.
@NullMarked
package io.holdfast.api.repository;

import org.jspecify.annotations.NullMarked;
