package io.querybatch.client.microprofile;

import io.querybatch.client.BatchRequest;
import io.querybatch.client.JsonRecords;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Reads and writes records as {@link JsonRecords} does, whatever the application has JSON-B do with its own. */
@Priority(1)
public final class RecordBodies implements MessageBodyReader<Record>, MessageBodyWriter<BatchRequest> {

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord() && type.getPackage().equals(JsonRecords.class.getPackage());
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return JsonRecords.answer(type, new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == BatchRequest.class;
    }

    @Override
    public void writeTo(
            BatchRequest request,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(request.body().toString().getBytes(StandardCharsets.UTF_8));
    }
}
