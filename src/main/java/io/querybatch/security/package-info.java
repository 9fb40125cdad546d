/**
 * Who is calling and what they may do (contract A3). The container verifies signature, issuer, audience and expiry of the
 * token; everything it leaves out is checked here, the same on every server.
 */
package io.querybatch.security;
