/// How the members of a replica set agree.
@NullMarked
package io.holdfast.sandbox.member;

import org.jspecify.annotations.NullMarked;
