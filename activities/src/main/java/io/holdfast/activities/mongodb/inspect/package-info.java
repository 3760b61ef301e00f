/// Inspection: what a deployment is, which members it has and what each is doing.
@NullMarked
package io.holdfast.activities.mongodb.inspect;

import org.jspecify.annotations.NullMarked;
