package io.querybatch.errors;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) to the offending place of the body; empty for the body as a whole
 * @param code what kind of error it is
 * @param detail one line for people that says what is wrong and, where possible, what would be right
 */
public record Violation(String pointer, ErrorCode code, String detail) {

    @Override
    public String toString() {
        return pointer.isEmpty() ? detail : pointer + ": " + detail;
    }
}
