/// Copy commands: a program of the user's own that copies the files of one member while Holdfast
/// keeps them as they are.
@NullMarked
package io.holdfast.activities.mongodb.command;

import org.jspecify.annotations.NullMarked;
