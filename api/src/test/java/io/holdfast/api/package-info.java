/// Tests of the API process as its callers see it: over HTTP.
@NullMarked
package io.holdfast.api;

import org.jspecify.annotations.NullMarked;
