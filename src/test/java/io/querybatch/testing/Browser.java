package io.querybatch.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with an empty profile. Every look at the page waits for what it looks for.
 *
 * <p>Needs the programs {@code chromium} and {@code chromedriver} (Debian: chromium, chromium-driver). Where they are missing
 * the test is skipped; with the environment variable {@code CI_BROWSER=true} it fails.
 */
public final class Browser implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--lang=en-US");

    private final ChromeDriver driver;
    private final Path downloads;

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    /** Starts a browser that downloads into a folder; skips the test where there is none. */
    public static Browser start(Path downloads) {
        Path chromium = program("chromium", "chromium-browser", "google-chrome");
        Path chromedriver = program("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(OPTIONS);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options), downloads);
        browser.driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        return browser;
    }

    private static Path program(String... names) {
        Optional<Path> found = Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        String message = "the console's tests need " + names[0] + " (Debian: chromium and chromium-driver)";
        if (found.isEmpty() && Boolean.parseBoolean(System.getenv("CI_BROWSER"))) {
            throw new AssertionError(message);
        }
        Assumptions.assumeTrue(found.isPresent(), message);
        return found.orElseThrow();
    }

    public void open(URI address) {
        driver.get(address.toString());
    }

    /** The view that a fragment names, without loading the page again. */
    public void go(String fragment) {
        run("location.hash = arguments[0]", fragment);
    }

    public void reload() {
        driver.navigate().refresh();
    }

    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system prefers: {@code light} or {@code dark}. */
    public void scheme(String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", value))));
    }

    /** The element, as soon as it can be seen. */
    public WebElement see(String css) {
        return await(By.cssSelector(css));
    }

    /** The element whose own text begins so, as soon as it can be seen. */
    public WebElement seeText(String element, String text) {
        return await(By.xpath("//" + element + "[starts-with(normalize-space(.), \"" + text + "\")]"));
    }

    private WebElement await(By by) {
        try {
            return Poll.get(
                    LONGEST,
                    by + " can be seen",
                    () -> driver.findElements(by).stream()
                            .filter(Browser::isThere)
                            .findFirst()
                            .orElse(null));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " in:\n" + page(), e);
        }
    }

    private static boolean isThere(WebElement element) {
        try {
            return element.isDisplayed();
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    public boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    public void click(String css) {
        see(css).click();
    }

    public void press(String button) {
        WebElement element = seeText("button", button);
        Poll.until(LONGEST, button + " can be pressed", element::isEnabled);
        element.click();
    }

    /** Puts a value into a control as its user would, dates too, whose keys depend on the language. */
    public void fill(String css, String value) {
        run(
                "const [control, value] = arguments; control.focus(); control.value = value;"
                        + "control.dispatchEvent(new Event('input', {bubbles: true}));"
                        + "control.dispatchEvent(new Event('change', {bubbles: true}))",
                see(css),
                value);
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The text of the page, for messages and for what must not be on it. */
    public String page() {
        return String.valueOf(run("return document.body ? document.body.innerText : ''"));
    }

    /** The rows of a table's body, cell by cell. */
    public List<List<String>> rows(String table) {
        see(table + " tbody td");
        @SuppressWarnings("unchecked")
        List<List<String>> rows = (List<List<String>>) run(
                "return [...document.querySelectorAll(arguments[0] + ' tbody tr')]"
                        + ".map((row) => [...row.children].map((cell) => cell.textContent.trim()))",
                table);
        return rows;
    }

    /** The file that a download made, once it is complete. */
    public String download(String name) {
        Path file = downloads.resolve(name);
        // Chromium writes under another name until the end.
        Poll.until(LONGEST, name + " has come", () -> Files.exists(file));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page complained about since the last call: exceptions, refused contents, requests that failed. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** What axe-core finds serious or critical about the page as it is. */
    @SuppressWarnings("unchecked")
    public List<String> barriers() {
        if (!Boolean.TRUE.equals(run("return typeof axe === 'object'"))) {
            run(axe());
        }
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(({violations}) => done(violations
                  .filter(({impact}) => impact === 'serious' || impact === 'critical')
                  .map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(', ')}`)))""");
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many pixels of the page are beyond its right edge. */
    public long overflow() {
        return (Long) run("return Math.max(0, document.documentElement.scrollWidth - innerWidth)");
    }

    /** A picture of what can be seen, as PNG. */
    public void picture(Path file) {
        try {
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
