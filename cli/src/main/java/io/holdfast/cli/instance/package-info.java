/// `holdfast instance …`: the databases that Holdfast protects.
@NullMarked
package io.holdfast.cli.instance;

import org.jspecify.annotations.NullMarked;
