@NullMarked
package io.holdfast.activities.repository;

import org.jspecify.annotations.NullMarked;
