/// Time series: collections of measurements that the server keeps in buckets, which are documents
/// of a collection of its own. Users know the series, backups hold the buckets.
@NullMarked
package io.holdfast.activities.mongodb.timeseries;

import org.jspecify.annotations.NullMarked;
