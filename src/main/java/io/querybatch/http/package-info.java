/**
 * The frame of every answer (contract A1, A2): prefixes, request ids, limits on what comes in, strict JSON, and the one
 * place where errors become bytes.
 */
package io.querybatch.http;
