/// Tests of the commands in this package, against a fake API.
@NullMarked
package io.holdfast.cli.instance;

import org.jspecify.annotations.NullMarked;
