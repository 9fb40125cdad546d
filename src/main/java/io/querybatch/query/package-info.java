/**
 * The vocabulary: what is asked, in pure records that know nothing of HTTP, SQL or storage.
 *
 * <p>A <em>batch</em> is what a caller submits, an <em>item</em> one entry of it, a <em>query</em> one unit of work with a
 * {@code schedule_id} after splitting, an <em>attempt</em> one try to run it.
 */
package io.querybatch.query;
