/// How the API itself is: what it talks to, and whether that answers.
@NullMarked
package io.holdfast.api.status;

import org.jspecify.annotations.NullMarked;
