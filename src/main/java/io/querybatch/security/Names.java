package io.querybatch.security;

/** What names of people and tenants may look like. */
public final class Names {

    private static final int LONGEST = 255;

    private Names() {}

    /** Whether it is a name, and not too long for one of a tenant or of a caller; null is none. */
    public static boolean canBe(String text) {
        return text != null && text.length() <= LONGEST && isName(text);
    }

    /** A name in a log or on a page must be what it looks like: no new lines, nothing unseen, no change of direction. */
    public static boolean isName(String text) {
        return !text.isBlank() && text.codePoints().noneMatch(Names::hides);
    }

    private static boolean hides(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
