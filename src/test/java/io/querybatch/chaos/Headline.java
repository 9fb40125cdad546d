package io.querybatch.chaos;

import io.querybatch.chaos.Trap.Blow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The main thing that goes wrong in a round: a blow at a label, or a kind of fault.
 *
 * @param label where it strikes, or null
 * @param blow how, or null
 * @param kind number of the kind of fault for {@link Plans}, if there is no label
 */
record Headline(Label label, Blow blow, int kind) {

    private static final int TIMES_EACH_KIND = 3;

    /** Steps after which a node that was frozen goes on with what is no longer its own. */
    private static final Set<Transition> OWNING = EnumSet.of(
            Transition.SUBMIT,
            Transition.CLAIM,
            Transition.RECLAIM,
            Transition.PUBLISH,
            Transition.STOP,
            Transition.HEARTBEAT,
            Transition.RECOVER);

    /** All of them in the order of a campaign: every label is there once as a kill, commits also as a cut connection. */
    static List<Headline> deck(long seed) {
        List<Headline> deck = new ArrayList<>();
        for (Label label : Label.all()) {
            deck.add(new Headline(label, Blow.KILL, 0));
            if (label.point() == Label.Point.BEFORE_COMMIT || label.point() == Label.Point.AFTER_COMMIT) {
                deck.add(new Headline(label, Blow.CUT, 0));
            }
        }
        OWNING.forEach(
                transition -> deck.add(new Headline(new Label(transition, Label.Point.AFTER_COMMIT), Blow.FREEZE, 0)));
        for (int kind = 0; kind < Plans.KINDS; kind++) {
            deck.addAll(Collections.nCopies(TIMES_EACH_KIND, new Headline(null, null, kind)));
        }
        Collections.shuffle(deck, new Random(seed));
        return deck;
    }
}
