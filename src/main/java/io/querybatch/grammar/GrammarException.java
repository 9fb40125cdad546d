package io.querybatch.grammar;

/** A caller's text does not follow its grammar. The message is one line for people and names the place. */
public final class GrammarException extends Exception {

    private final String problem;
    private final int position;

    /**
     * @param problem what is wrong and, where possible, what would be right, without the place
     * @param position index of the offending character, counted from 0 in UTF-16 units; the length of the text when
     *     something is missing at its end
     */
    public GrammarException(String problem, int position) {
        super(problem + " at character " + position);
        this.problem = problem;
        this.position = position;
    }

    /** Index of the offending character, counted from 0 in UTF-16 units. */
    public int position() {
        return position;
    }

    /** The message without the place, for callers that show the place in another way. */
    public String problem() {
        return problem;
    }

    /** The same problem, seen from a text in which the offending character has another position. */
    GrammarException movedTo(int otherPosition) {
        GrammarException moved = new GrammarException(problem, otherPosition);
        moved.addSuppressed(this);
        return moved;
    }
}
