/// The counting of documents as they were at one time, and of those that came back: the proof of a
/// restore of data files.
@NullMarked
package io.holdfast.activities.mongodb.count;

import org.jspecify.annotations.NullMarked;
