package io.querybatch.catalog;

import io.querybatch.hosts.ForHosts;
import java.util.List;

/** The catalog cannot be used. Says everything that is wrong with it, a line each. */
@ForHosts(since = "0.1")
public final class CatalogException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public CatalogException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Lines such as {@code flights.yaml:12: unknown key "feilds", did you mean "fields"?}. */
    public List<String> problems() {
        return problems;
    }
}
