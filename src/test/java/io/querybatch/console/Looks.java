package io.querybatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Browser;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at a view in both themes, wide and on a phone, and leaves pictures.
 *
 * @param browser where the view is
 * @param files where the pictures go
 */
record Looks(Browser browser, Path files) {

    /** The view is fit for everybody; {@code landmark} is on it when it is complete. */
    void at(String name, String landmark) {
        for (int width : new int[] {1440, 390}) {
            for (String scheme : List.of("light", "dark")) {
                browser.size(width, width == 390 ? 844 : 900);
                browser.scheme(scheme);
                browser.see(landmark);
                String what = name + "-" + width + "-" + scheme;
                browser.picture(files.resolve(what + ".png"));
                assertThat(browser.barriers()).as(what).isEmpty();
                assertThat(browser.overflow()).as(what).isZero();
            }
        }
    }
}
