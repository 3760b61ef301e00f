/// What happens in the demo, without a word about it: the sample databases, the application that
/// writes all the time, the accident, the flipped byte, and the demo's own books to check against.
///
/// Nothing here uses Holdfast: it is the world that Holdfast protects.
@NullMarked
package io.holdfast.cli.launch.demo.act;

import org.jspecify.annotations.NullMarked;
