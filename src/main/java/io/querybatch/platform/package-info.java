/**
 * Where everything is put together: settings, the store's data source and schema, start-up checks, health, and the CDI
 * producers of the plain Java parts. Knows every package; no package knows it.
 */
package io.querybatch.platform;
