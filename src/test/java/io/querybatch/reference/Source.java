package io.querybatch.reference;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What only the text of a class tells: what stands above a constant, and what a private one is. */
record Source(String name, String text) {

    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

    /** A class below {@code io.querybatch}, such as {@code http/Patience}. */
    static Source of(String name) {
        try {
            return new Source(
                    name, Files.readString(Project.base().resolve("src/main/java/io/querybatch/" + name + ".java")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The comment above a constant of an enum, as Markdown. */
    String comment(String constant) {
        String comment =
                find("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*" + constant + "\\(").group(1);
        String line =
                comment.replaceAll("(?m)^\\s*\\*", "").replaceAll("\\s+", " ").strip();
        return CODE.matcher(line).replaceAll("`$1`");
    }

    /** A constant number or duration, for people. */
    String value(String constant) {
        String value = find("static final \\w+ " + constant + " =\\s*([^;]+);").group(1);
        Matcher duration = Pattern.compile("Duration\\.of(\\w+)\\((.*)\\)").matcher(value);
        return duration.matches()
                ? grouped(duration.group(2)) + " " + unit(duration.group(1), duration.group(2))
                : grouped(value);
    }

    private static String unit(String units, String number) {
        String unit = units.equals("Millis") ? "ms" : units.toLowerCase(Locale.ROOT);
        return number.equals("1") ? unit.replaceFirst("s$", "") : unit;
    }

    private static String grouped(String number) {
        return String.format(Locale.ROOT, "%,d", Long.parseLong(number.replace("_", "")));
    }

    private MatchResult find(String expression) {
        Matcher matcher = Pattern.compile(expression, Pattern.DOTALL).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(name + " has no " + expression);
        }
        return matcher.toMatchResult();
    }
}
