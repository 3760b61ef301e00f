/// The repository: everything that Holdfast knows, as objects of one store. Records and manifests,
/// their keys, formats and the order in which they are written; payload lies in
/// [io.holdfast.activities.repository.payload].
@NullMarked
package io.holdfast.activities.repository;

import org.jspecify.annotations.NullMarked;
