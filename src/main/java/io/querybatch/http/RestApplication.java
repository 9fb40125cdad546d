package io.querybatch.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.auth.LoginConfig;

/** The JAX-RS application, at one of the addresses of contract A1; {@link RestMapping} adds the others. */
@ApplicationScoped // Payara looks for @LoginConfig among beans only.
@ApplicationPath(Prefix.SHORT)
@LoginConfig(authMethod = "MP-JWT", realmName = "querybatch")
public class RestApplication extends Application {

    @Override
    public Map<String, Object> getProperties() {
        // Jersey would describe the resources to anybody who sends OPTIONS; other servers ignore the setting.
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
