/** How rows look as bytes, one codec for each format, and how a reader finds where a row ends. */
package io.querybatch.results.formats;
