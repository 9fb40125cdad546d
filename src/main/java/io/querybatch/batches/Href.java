package io.querybatch.batches;

/** A link, as the contract spells it. */
public record Href(String href) {}
