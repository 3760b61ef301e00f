/// JSON as the repository keeps it: one mapper, strict about what must be there, tolerant of what a
/// newer Holdfast added.
@NullMarked
package io.holdfast.activities.repository.json;

import org.jspecify.annotations.NullMarked;
