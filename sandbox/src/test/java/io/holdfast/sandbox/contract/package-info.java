/// What a MongoDB server of version 4.4 does, as tests against *a* server: the sandbox, or a real
/// one. A test here may use nothing but the driver.
@NullMarked
package io.holdfast.sandbox.contract;

import org.jspecify.annotations.NullMarked;
