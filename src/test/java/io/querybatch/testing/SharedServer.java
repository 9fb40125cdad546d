package io.querybatch.testing;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Keeps one server with the WAR as it is shipped for all test classes: a start costs half a minute. A class that changes the WAR,
 * and so gives it another name, has a server of its own, before which the shared one ends: both have the same store.
 */
public final class SharedServer extends PayaraMicroDeployableContainer {

    private Archive<?> shared;
    private ProtocolMetaData address;

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        if (!isShared(archive)) {
            end();
            return super.deploy(archive);
        }
        if (shared == null) {
            address = super.deploy(archive);
            shared = archive;
        }
        return address;
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        if (!isShared(archive)) {
            undeployAndClear(archive);
        }
    }

    @Override
    public void stop() throws LifecycleException {
        try {
            end();
        } catch (DeploymentException e) {
            throw new LifecycleException("The shared server did not end.", e);
        }
        super.stop();
    }

    private void end() throws DeploymentException {
        if (shared != null) {
            undeployAndClear(shared);
            shared = null;
        }
    }

    /** Neither Payara Micro nor its container deletes what was unpacked and deployed. */
    private void undeployAndClear(Archive<?> archive) throws DeploymentException {
        super.undeploy(archive);
        Folders.delete(ServerUnderTest.unpacked(), "");
        Folders.delete(Path.of(System.getProperty("java.io.tmpdir")), "arquillian-payara-micro");
    }

    private static boolean isShared(Archive<?> archive) {
        return archive.getName().equals(ServerUnderTest.SHIPPED);
    }

    /** Puts it in the place of the container that it extends, or another server there. */
    public static final class Extension implements LoadableExtension {

        @Override
        public void register(ExtensionBuilder builder) {
            builder.override(
                    DeployableContainer.class,
                    PayaraMicroDeployableContainer.class,
                    ServerKind.current() == ServerKind.PAYARA_MICRO ? SharedServer.class : OtherServerContainer.class);
        }
    }
}
