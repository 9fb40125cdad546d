/** How much callers may ask: requests a second and an hour, of a tenant and from an address (contract A2). */
package io.querybatch.limits;
