/// The members of a replica set that live in other processes: what they tell of themselves, what is
/// asked of them, and what is copied from them, all over their ports.
@NullMarked
package io.holdfast.sandbox.remote;

import org.jspecify.annotations.NullMarked;
