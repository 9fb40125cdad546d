package io.querybatch.execution;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * A server's way to the store. Calls may fail before the commit, take long before or after it, be committed without an
 * answer, be committed after the caller has given up, or be the last thing that the server does.
 */
final class SimulatedLink implements InvocationHandler {

    private static final int MOST_NESTED = 6;

    private final World world;
    private final SimulatedNode node;

    private SimulatedLink(World world, SimulatedNode node) {
        this.world = world;
        this.node = node;
    }

    static ExecutionStore open(World world, SimulatedNode node) {
        return (ExecutionStore) Proxy.newProxyInstance(
                SimulatedLink.class.getClassLoader(),
                new Class<?>[] {ExecutionStore.class},
                new SimulatedLink(world, node));
    }

    /** What a caller sees when it gets no answer. */
    static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        Away(String what) {
            super(what, null, false, false);
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) {
        node.checkAlive();
        if (!world.isFaulty()) {
            return commit(method, args);
        }
        if (world.storeAway() || world.happens(1)) {
            throw away(method, "failed");
        }
        if (world.happens(0.5)) {
            world.time.after(world.upTo(20_000), () -> commit(method, args));
            throw away(method, "will be committed later");
        }
        dawdle(1);
        Object answer = commit(method, args);
        dawdle(1);
        if (world.happens(0.2)) {
            node.crash();
            throw away(method, "was the last");
        }
        if (world.happens(1)) {
            throw away(method, "was committed without answer");
        }
        return answer;
    }

    private Away away(Method method, String what) {
        world.time.note(node.name(), method.getName(), what);
        return new Away(what);
    }

    private Object commit(Method method, Object[] args) {
        try {
            Object answer = method.invoke(world.store, args);
            note(method.getName(), answer, args);
            return answer;
        } catch (InvocationTargetException e) {
            throw new AssertionError("the model failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private void note(String method, Object answer, Object[] args) {
        switch (method) {
            case "claim" -> {
                List<Claim> claims = claims(answer);
                if (!claims.isEmpty()) {
                    world.time.note(
                            node.name(),
                            "claims",
                            claims.stream().map(Claim::resultKey).toList());
                    world.invariants.claimed(claims);
                }
            }
            case "publish", "handBack", "registerNode", "retireNode", "stop" ->
                world.time.note(node.name(), method, args[args.length - 1]);
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Claim> claims(Object answer) {
        return (List<Claim>) answer;
    }

    /** The network, the store or the whole server takes its time; the world does not wait for it. */
    private void dawdle(double weight) {
        if (world.happens(weight) && world.time.depth() < MOST_NESTED) {
            long millis = world.upTo(world.random.nextInt(4) == 0 ? 20_000 : 2_000);
            if (world.random.nextBoolean()) {
                node.pause(millis);
            }
            world.time.note(node.name(), "is held up for ms", millis);
            world.time.pass(millis);
            node.checkAlive();
        }
    }
}
