package io.querybatch.testing;

import java.net.URI;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;

/**
 * What Arquillian deploys to when {@code it.server} names another server than Payara Micro. As there ({@link SharedServer}), one
 * server is kept for the WAR as it is shipped, and a WAR that was changed has one of its own.
 */
public final class OtherServerContainer implements DeployableContainer<OtherServerContainer.Settings> {

    private OtherServer running;
    private boolean isShared;

    /** There are none: what is in {@code arquillian.xml} is for Payara Micro. */
    public static final class Settings implements ContainerConfiguration {

        @Override
        public void validate() {
            // Nothing to be wrong.
        }
    }

    @Override
    public Class<Settings> getConfigurationClass() {
        return Settings.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        boolean shared = archive.getName().equals(ServerUnderTest.SHIPPED);
        if (running == null || !shared || !isShared) {
            end();
            running = OtherServer.start(archive);
            isShared = shared;
        }
        URI address = running.address();
        HTTPContext http = new HTTPContext(address.getHost(), address.getPort());
        http.add(new Servlet("default", "/"));
        return new ProtocolMetaData().addContext(http);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        if (!isShared) {
            end();
        }
    }

    @Override
    public void stop() {
        end();
    }

    private void end() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
