/**
 * A proxy before PostgreSQL that knows which statement passes, so that a test can act exactly before a statement is run or
 * after it was run and before its client hears of it. No hooks in the product are needed for that.
 */
package io.querybatch.testing.wire;
