/// What a client may ask of documents: dotted paths, filters, projections, sort keys. Knows
/// documents only, nothing of where they are kept.
@NullMarked
package io.holdfast.sandbox.query;

import org.jspecify.annotations.NullMarked;
