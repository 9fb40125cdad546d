/**
 * What can go wrong, by stable name: the one vocabulary of errors (contract A2). Rendering them is the business of
 * {@code http}.
 */
package io.querybatch.errors;
