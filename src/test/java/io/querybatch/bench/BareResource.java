package io.querybatch.bench;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The least that a service does which keeps what it is sent: one insert, then 201. Deployed to a bare server. */
@Path("inserts")
@ApplicationScoped
@DataSourceDefinition(
        name = BareResource.DATA_SOURCE,
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "${ENV=" + BareServer.DATABASE + "}")
public class BareResource {

    static final String DATA_SOURCE = "java:global/jdbc/bare";

    @Resource(lookup = DATA_SOURCE)
    private DataSource database;

    /** Makes its table. */
    @PostConstruct
    void open() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists raw (id bigint auto_increment primary key, body text)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a body. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response insert(String body) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into raw (body) values (?)")) {
            insert.setString(1, body);
            insert.executeUpdate();
        }
        return Response.status(Response.Status.CREATED).build();
    }
}
