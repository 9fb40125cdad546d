/**
 * Where rows go. A result is written once, by one attempt, in the format it will be served in; it is immutable and
 * checksummed from the moment it is complete. This package knows bytes, not people: who may read what is decided before.
 */
package io.querybatch.results;
