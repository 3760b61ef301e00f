/// Tests of the demo's own books, which its proof hangs on.
@NullMarked
package io.holdfast.cli.launch.demo.act;

import org.jspecify.annotations.NullMarked;
