package io.querybatch.chaos;

import io.querybatch.chaos.Trap.Blow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes the plans of a campaign out of its seed. */
final class Plans {

    /** Kinds of faults that happen by the clock. */
    static final int KINDS = 8;

    private static final int NODES = Cluster.NODES;
    private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);
    private static final int LAST_START = 170;
    private static final int FAULTS_WITHIN = 1_500;

    private final long seed;
    private final List<String> airports;
    private final List<String> sources;
    private final List<Headline> deck;

    Plans(long seed, List<String> airports, List<String> sources) {
        this.seed = seed;
        this.airports = airports;
        this.sources = sources;
        this.deck = Headline.deck(seed);
    }

    /** The plan of a round; {@code number} counts from 1. */
    Plan plan(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        Headline headline = deck.get((number - 1) % deck.size());
        List<Order> orders = orders(number, random);
        List<Fault> faults = new ArrayList<>();
        Map<Trap, List<Integer>> traps = new LinkedHashMap<>();
        int victim = random.nextInt(NODES);
        if (headline.label() == null) {
            faults.add(fault(headline.kind(), victim, random));
        } else {
            trap(headline, victim, random, orders, faults, traps);
        }
        if (random.nextInt(5) < 2) {
            faults.add(fault(random.nextInt(KINDS), random.nextInt(NODES), random));
        }
        return new Plan(seed, number, orders, faults, traps);
    }

    private List<Order> orders(int number, Random random) {
        List<Order> orders = new ArrayList<>();
        int count = 4 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            // Half of them while nothing is wrong yet, the others while it is.
            long at = i < count / 2 ? 0 : random.nextInt(FAULTS_WITHIN + 500);
            orders.add(order(Plan.prefix(seed, number) + (i + 1), at, random));
        }
        if (random.nextInt(3) == 0) {
            orders.set(0, orders.get(0).cancelled(random.nextInt(NODES), 200L + random.nextInt(FAULTS_WITHIN)));
        }
        return orders;
    }

    private Order order(String name, long at, Random random) {
        int accounts = 20 + random.nextInt(60);
        int from = random.nextInt(airports.size() - accounts);
        return new Order(
                name,
                random.nextBoolean() ? "acme" : "globex",
                random.nextInt(NODES),
                at,
                sources.get(random.nextInt(sources.size())),
                airports.subList(from, from + accounts),
                FIRST_DAY.plusDays(random.nextInt(LAST_START)),
                1 + random.nextInt(3),
                1 + random.nextInt(6),
                random.nextBoolean(),
                null);
    }

    private static Fault fault(int kind, int node, Random random) {
        long at = random.nextInt(FAULTS_WITHIN);
        return switch (kind) {
            case 0 -> new Fault.Kill(node, at);
            case 1 -> new Fault.Freeze(node, at, 4_000 + random.nextInt(2_000));
            case 2 -> new Fault.DatabaseCrash(at);
            case 3 -> new Fault.Reset(node, at);
            case 4 -> new Fault.Blackhole(node, at, 500 + random.nextInt(6_000));
            case 5 -> new Fault.FullDisk(at, 300 + random.nextInt(1_000));
            case 6 -> new Fault.ClockShift(node, random.nextBoolean() ? 7_200 : -7_200);
            default -> new Fault.Terminate(node, at);
        };
    }

    /** Sets the trap, and sees to it that what it waits for happens. */
    private static void trap(
            Headline headline,
            int victim,
            Random random,
            List<Order> orders,
            List<Fault> faults,
            Map<Trap, List<Integer>> traps) {
        Label label = headline.label();
        int other = (victim + 1) % NODES;
        int third = (victim + 2) % NODES;
        int occurrence = 1;
        List<Integer> nodes = List.of(victim);
        switch (label.transition()) {
            case SUBMIT -> orders.set(1, orders.get(1).sentTo(victim));
            // Of a batch that shares scans, one claim and one group of outcomes may be all that there is.
            case CLAIM, PUBLISH -> {
                orders.set(1, orders.get(1).sentTo(victim).eachAlone());
                occurrence = 1 + random.nextInt(3);
            }
            case HEARTBEAT -> occurrence = 1 + random.nextInt(5);
            case HAND_BACK -> {
                // On whichever node claims first: another may have claimed all there is before the victim comes to it.
                orders.set(1, orders.get(1).sentTo(victim).eachAlone());
                nodes = List.of(victim, other, third);
                traps.put(new Trap(new Label(Transition.CLAIM, Label.Point.AFTER_COMMIT), Blow.CUT, 1), nodes);
            }
            // Alone, so that there is still something to stop.
            case STOP ->
                orders.set(0, orders.get(0).sentTo(other).eachAlone().cancelled(victim, 100L + random.nextInt(400)));
            case RECOVER, RECLAIM -> {
                faults.add(new Fault.Kill(victim, random.nextInt(FAULTS_WITHIN / 2)));
                nodes = List.of(other, third);
            }
            case RETIRE -> faults.add(new Fault.Terminate(victim, random.nextInt(FAULTS_WITHIN)));
            case REGISTER -> faults.add(new Fault.Restart(victim, random.nextInt(FAULTS_WITHIN)));
            case EXPIRE -> nodes = List.of(victim, other, third);
        }
        traps.put(new Trap(label, headline.blow(), occurrence), nodes);
    }
}
