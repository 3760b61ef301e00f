@NullMarked
package io.holdfast.activities.mongodb.member;

import org.jspecify.annotations.NullMarked;
