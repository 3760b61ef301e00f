/// MongoDB: everything that talks to a MongoDB deployment. The classes directly here are the thin
/// activities; each folder below is one idea.
@NullMarked
package io.holdfast.activities.mongodb;

import org.jspecify.annotations.NullMarked;
