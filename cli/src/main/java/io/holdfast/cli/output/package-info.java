/// How results are written: as a table or sentences for people, as JSON or YAML for programs.
@NullMarked
package io.holdfast.cli.output;

import org.jspecify.annotations.NullMarked;
