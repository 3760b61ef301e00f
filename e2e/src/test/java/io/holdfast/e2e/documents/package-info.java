/// Tests that the documents and the files for Docker are true.
@NullMarked
package io.holdfast.e2e.documents;

import org.jspecify.annotations.NullMarked;
