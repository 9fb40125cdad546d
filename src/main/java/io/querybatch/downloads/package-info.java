/**
 * All results of a batch in one answer: line by line as its queries end, or as one archive; and what becomes of it, as events. Everything is streamed: what is in
 * memory is what is told of a thousand queries, and 64 KiB of rows.
 */
package io.querybatch.downloads;
