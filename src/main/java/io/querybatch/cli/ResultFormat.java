package io.querybatch.cli;

/**
 * What the files of a batch are.
 *
 * @param name as the batch says
 */
record ResultFormat(String name) {

    /** Whether a result is one piece that has no lines. */
    boolean isDocument() {
        return name.equals("xlsx") || name.equals("parquet");
    }

    String extension() {
        return switch (name) {
            case "keyjson", "powerbi" -> "json";
            case "tableau", "qlik" -> "csv";
            default -> name;
        };
    }

    /** Whether a file has one row a line and nothing around them. */
    boolean isLines() {
        return name.equals("ndjson");
    }
}
