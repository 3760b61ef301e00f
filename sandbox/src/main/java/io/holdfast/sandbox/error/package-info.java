/// What a command answers when it refuses: the server's own codes and texts.
@NullMarked
package io.holdfast.sandbox.error;

import org.jspecify.annotations.NullMarked;
