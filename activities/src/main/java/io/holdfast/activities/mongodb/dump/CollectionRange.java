package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.RawDocument;
import org.jspecify.annotations.Nullable;

/// A part of a collection that one thread reads, along `_id`; the whole of it where it is small or
/// is read in another order.
///
/// @param number among the collection's ranges, from 0
/// @param from a document whose `_id` is the first of the range; null where it begins with the
///   collection
/// @param to a document whose `_id` is the first behind the range; null where it ends with the
///   collection
record CollectionRange(
    PlannedCollection collection,
    int number,
    @Nullable RawDocument from,
    @Nullable RawDocument to) {}
