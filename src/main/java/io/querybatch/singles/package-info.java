/**
 * Queries asked for one at a time (contract A6, B §3) and results, whoever asked for them. A query alone is a batch of one
 * query under a name of its own: one path, not two.
 */
package io.querybatch.singles;
