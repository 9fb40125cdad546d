package io.querybatch.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the server in good order when it is told to: the application first, while all of the server is there.
 *
 * <p>Payara's own shutdown hook runs beside another that deletes its unpacked libraries, and interrupts threads before the
 * application hears of anything: queries could not be handed back. Hooks have no order, so this acts on the signals themselves.
 */
final class OrderlyEnd {

    private static final int IMPATIENT = 130;

    private final AtomicBoolean ending = new AtomicBoolean();

    private final Unpacked unpacked;
    private final Console console;

    /** {@code unpacked} is where the server is, and gone with it. */
    OrderlyEnd(Unpacked unpacked, Console console) {
        this.unpacked = unpacked;
        this.console = console;
    }

    /** From now on SIGTERM and SIGINT end the server in good order, and a second one at once. */
    void onSignals() {
        try {
            on("TERM");
            on("INT");
        } catch (ReflectiveOperationException e) {
            console.complain("this Java cannot tell of signals; other servers take over what was running here");
        }
    }

    /** By reflection: the compiler knows no way to be quiet about module jdk.unsupported, and there is no other way to hear. */
    private void on(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object act =
                Proxy.newProxyInstance(OrderlyEnd.class.getClassLoader(), new Class<?>[] {handler}, (proxy, m, a) -> {
                    onThreadOfItsOwn();
                    return null;
                });
        Object named = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, named, act);
    }

    /** Those of signals are daemons: the process would end with the server, before what was unpacked is gone. */
    private void onThreadOfItsOwn() {
        Thread thread = new Thread(this::now, "orderly end");
        thread.setDaemon(false);
        thread.start();
    }

    /** Ends the process; at once if it is ending already. */
    void now() {
        if (!ending.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(IMPATIENT);
        }
        console.say("querybatch: ending; queries that are running have a moment to finish");
        try {
            PayaraMicroRuntime server = PayaraMicro.getInstance().getRuntime();
            server.getDeployedApplicationNames().forEach(server::undeploy);
            stop();
        } finally {
            // Whatever goes wrong: who was told to end ends.
            System.exit(0);
        }
    }

    /** Ends the process of a server that came up without its application. The server says a few words when it stops; ours are the last. */
    void because(String reason) {
        stop();
        console.complain("cannot start: " + reason);
        Runtime.getRuntime().halt(Main.CANNOT_START);
    }

    private void stop() {
        try {
            PayaraMicro.getInstance().shutdown();
            unpacked.remove();
        } catch (BootstrapException | IOException e) {
            console.complain(e.getMessage());
        }
    }
}
