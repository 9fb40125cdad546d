/**
 * The crash campaign, {@code mvn -Pchaos}: real processes on a real database, killed, frozen and cut off at every labelled
 * transition of their work and at random moments, then checked against the truth. {@code docs/reliability.md} tells what
 * is promised and how it is tried.
 */
package io.querybatch.chaos;
