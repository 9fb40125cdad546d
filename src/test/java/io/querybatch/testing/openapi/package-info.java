/**
 * What the server answers, held against its own description: every answer that passes through {@link io.querybatch.testing.Api} in
 * an integration test must be one that the OpenAPI document has.
 */
package io.querybatch.testing.openapi;
