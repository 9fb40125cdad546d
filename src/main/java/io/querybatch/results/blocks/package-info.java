/**
 * How a result is laid out, whatever keeps it: the rows in blocks of a thousand, a footer that describes and checksums
 * them, its length and checksum, a magic number. For adapters of {@link io.querybatch.results.ResultStore} that keep bytes.
 */
package io.querybatch.results.blocks;
