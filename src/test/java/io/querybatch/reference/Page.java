package io.querybatch.reference;

/** A page of {@code docs/reference}, made of the code. */
interface Page {

    /** In Markdown, from its heading on. */
    String body();
}
