package io.querybatch.audit;

/**
 * Something that was done, or tried. Never has a body, a token or a value of a query in it.
 *
 * @param action what
 * @param outcome {@link #DONE}, {@link #UNCHANGED}, or the code of the error that it was answered with
 * @param actor who
 * @param tenant whose things it was done to, or null
 * @param batch the batch, or null
 * @param detail a few words more, of the server's own; may be empty
 */
public record AuditEvent(
        AuditAction action, String outcome, Actor actor, String tenant, String batch, String detail) {

    public static final String DONE = "done";

    /** It was so already. */
    public static final String UNCHANGED = "unchanged";

    /** Something that a tenant does with a batch of its own, and that is done unless somebody says otherwise. */
    public static AuditEvent of(AuditAction action, Actor actor, String batch, String detail) {
        return new AuditEvent(action, DONE, actor, actor.tenant(), batch, detail);
    }

    /** The same with another outcome. */
    public AuditEvent cameTo(String other) {
        return new AuditEvent(action, other, actor, tenant, batch, detail);
    }
}
