/// The API's own description: an OpenAPI document made from the routes that are really there, and
/// Swagger UI to read it with, both served without any other host.
@NullMarked
package io.holdfast.api.openapi;

import org.jspecify.annotations.NullMarked;
