/**
 * The parameters of one query as callers write them (contract B §3.1): an object, its text, a URL, a form. Reads them
 * strictly into records and finds every error of shape; what the names in them mean is for {@code planning}.
 */
package io.querybatch.parameters;
