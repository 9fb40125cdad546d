package io.querybatch.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import java.util.Objects;
import java.util.Set;

/**
 * Puts the one JAX-RS application at all addresses of contract A1: {@code @ApplicationPath} has room for one of them. Requests
 * could be forwarded to it instead, but Open Liberty cannot answer a forwarded request later than it was asked.
 */
@WebListener
public class RestMapping implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        // Servers register it by the name of its class (Jakarta REST 3.1 §2.3.2).
        ServletRegistration rest = Objects.requireNonNull(
                context.getServletRegistration(RestApplication.class.getName()), "the server has no JAX-RS");
        Set<String> taken = rest.addMapping(Prefix.patterns());
        if (!taken.isEmpty()) {
            throw new IllegalStateException("Another servlet of the application is at " + taken);
        }
    }
}
