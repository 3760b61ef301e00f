/// The suite that every object store passes: what [io.holdfast.activities.storage.ObjectStore]
/// promises, as tests, one interface for each part of the contract.
@NullMarked
package io.holdfast.activities.storage.contract;

import org.jspecify.annotations.NullMarked;
