/** Results in a bucket of an S3-compatible store: one object for each attempt, under the name of its batch. */
package io.querybatch.results.s3;
