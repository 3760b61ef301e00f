/// Long lists in pieces: a page ends where the next begins, whatever came or went meanwhile.
@NullMarked
package io.holdfast.api.paging;

import org.jspecify.annotations.NullMarked;
