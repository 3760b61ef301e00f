@NullMarked
package io.holdfast.activities.mongodb.connect.tls;

import org.jspecify.annotations.NullMarked;
