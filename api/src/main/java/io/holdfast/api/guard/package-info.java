/// Who may reach the API, and with what kind of request, before any controller is asked.
@NullMarked
package io.holdfast.api.guard;

import org.jspecify.annotations.NullMarked;
