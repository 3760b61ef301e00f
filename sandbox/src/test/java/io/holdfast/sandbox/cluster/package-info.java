/// What a sharded cluster of processes does, the sandbox's or real ones.
@NullMarked
package io.holdfast.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
