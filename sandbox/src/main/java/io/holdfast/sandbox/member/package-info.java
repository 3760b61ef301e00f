/// The members of a replica set: what each holds, how they follow the primary, and how they choose
/// one.
@NullMarked
package io.holdfast.sandbox.member;

import org.jspecify.annotations.NullMarked;
