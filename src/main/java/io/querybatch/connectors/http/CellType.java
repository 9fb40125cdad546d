package io.querybatch.connectors.http;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * What the data type of a column makes of its cells. A cell that is not what its column says stays what it is: text stays
 * text, and nothing becomes null or zero for being odd.
 */
enum CellType {
    /** Integral numbers are Long, or BigInteger when they are too large; all others BigDecimal, with the digits sent. */
    NUMBER,
    /** LocalDate. */
    DATE,
    /** LocalDateTime. */
    DATE_TIME,
    /** Always text: a number in such a column becomes the text it was sent as. */
    TEXT,
    /** No data type is known: JSON's own types decide. */
    ANY;

    private static final Pattern DECIMAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?");
    private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** Far beyond any double, and far from where writing it out takes gigabytes. */
    private static final int MOST_SCALE = 10_000;

    /** The type of a column of one of the contract's data types (B §4.5); empty or unknown is {@link #ANY}. */
    static CellType of(String dataType) {
        if (dataType.equals("string.time.date")) {
            return DATE;
        }
        if (dataType.equals("string.time.datetime")) {
            return DATE_TIME;
        }
        if (dataType.startsWith("int.") || dataType.startsWith("float.")) {
            return NUMBER;
        }
        return dataType.startsWith("string.") ? TEXT : ANY;
    }

    /** Reads the cell that begins with {@code event}; lists and objects come as their JSON text. */
    Object read(JsonParser json, Event event) throws FailedExchange {
        return switch (event) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> ofText(json.getString());
            case VALUE_NUMBER -> this == NUMBER || this == ANY ? number(json.getBigDecimal()) : json.getString();
            case START_ARRAY -> json.getArray().toString();
            case START_OBJECT -> json.getObject().toString();
            default -> throw RemoteErrors.malformed("its JSON has another shape", null);
        };
    }

    private Object ofText(String text) throws FailedExchange {
        try {
            return switch (this) {
                case NUMBER -> DECIMAL.matcher(text).matches() ? number(new BigDecimal(text)) : text;
                case DATE -> LocalDate.parse(text);
                case DATE_TIME -> LocalDateTime.parse(text, DATE_AND_TIME);
                case TEXT, ANY -> text;
            };
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static Object number(BigDecimal number) throws FailedExchange {
        if (Math.abs((long) number.scale()) > MOST_SCALE) {
            throw RemoteErrors.malformed("it has a number beyond all measure", null);
        }
        if (number.scale() != 0) {
            return number;
        }
        BigInteger integer = number.unscaledValue();
        return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }
}
