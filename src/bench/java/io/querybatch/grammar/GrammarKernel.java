package io.querybatch.grammar;

import io.querybatch.query.Filter;
import io.querybatch.query.Order;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The texts that callers write, beside taking such a text apart at its blanks. */
@State(Scope.Benchmark)
public class GrammarKernel {

    private String filter =
            "state == TX AND (flights > 100 OR delayed <= 5) AND city =@ 'San' AND origin =~ /^(DAL|SAT|AUS)$/";
    private String orders = "flights desc, on_time_ratio, origin asc";
    private String fields = "date, origin, city, state, flights, delayed, on_time_ratio, average_delay";

    /** No grammar at all. */
    @Benchmark
    public String[] plainSplit() {
        return filter.split(" ", -1);
    }

    /** A filter with a regular expression. */
    @Benchmark
    public Filter filter() throws GrammarException {
        return FilterParser.parse(filter);
    }

    /** Three orderings. */
    @Benchmark
    public List<Order> orders() throws GrammarException {
        return OrderParser.parse(orders);
    }

    /** Eight fields. */
    @Benchmark
    public List<String> fields() throws GrammarException {
        return FieldListParser.parse(fields);
    }
}
