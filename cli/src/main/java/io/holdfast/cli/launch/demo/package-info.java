/// `holdfast demo`: a database is backed up while it is written to, destroyed, brought back and
/// proven, and the story is told as it happens.
///
/// `act` does things and knows nothing of Holdfast; `scene` has one class for each part of the
/// story, which asks Holdfast over REST and tells what happens; the director here puts them in
/// order.
@NullMarked
package io.holdfast.cli.launch.demo;

import org.jspecify.annotations.NullMarked;
