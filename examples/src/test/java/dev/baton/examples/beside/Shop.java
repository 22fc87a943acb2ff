package dev.baton.examples.beside;

import static java.net.http.HttpResponse.BodyHandlers.discarding;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The web shop in {@code src/beside/shop}, in a JVM of its own, and its customers. */
final class Shop implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "beside");
  private static final List<String> PAGES = List.of("price", "tax", "stock", "mail");
  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern PLANTED = Pattern.compile(".*// planted: (.*)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final Path page;
  private final URI uri;

  private Shop(Process process, Path log, Path page, URI uri) {
    this.process = process;
    this.log = log;
    this.page = page;
    this.uri = uri;
  }

  /** Opens one whose audit is told more with {@code options}. */
  static Shop open(String options, String... arguments) throws Exception {
    Path page = FOLDER.resolve("shop.html");
    Path log = FOLDER.resolve("shop.log");
    Files.deleteIfExists(page);
    Process process =
        Guest.named("shop")
            .with("-Ddev.baton.audit=" + page + options)
            .start(log, "shop.ShopApplication", arguments);
    try {
      String[] port = new String[1];
      Awaitility.await()
          .atMost(Guest.SECONDS, TimeUnit.SECONDS)
          .until(
              () -> {
                Matcher started = STARTED.matcher(Files.readString(log));
                port[0] = started.find() ? started.group(1) : null;
                return port[0] != null || !process.isAlive();
              });
      assertThat(port[0]).as(Files.readString(log)).isNotNull();
      return new Shop(process, log, page, URI.create("http://localhost:" + port[0]));
    } catch (Throwable failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /** Some requests after each other, so that threads are used again, and some at once. */
  void visit() throws Exception {
    for (int i = 0; i < 60; i++) {
      assertAnswered(i, get(i).join());
    }
    for (int round = 0; round < 15; round++) {
      int first = round * 16;
      List<CompletableFuture<Integer>> answers =
          IntStream.range(first, first + 16).mapToObj(this::get).toList();
      for (int i = 0; i < answers.size(); i++) {
        assertAnswered(first + i, answers.get(i).join());
      }
    }
  }

  private static boolean isKnown(int i) {
    return i % 5 != 0;
  }

  private static void assertAnswered(int i, int status) {
    assertThat(status).isEqualTo(isKnown(i) ? 200 : 403);
  }

  private CompletableFuture<Integer> get(int i) {
    String path = "/" + PAGES.get(i % PAGES.size()) + "/" + i;
    HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(path));
    if (isKnown(i)) {
      request.header("X-Tenant", "acme");
    }
    return client.sendAsync(request.build(), discarding()).thenApply(answer -> answer.statusCode());
  }

  /** Stops it, as one does with Ctrl-C; the page that it has left. */
  Page end() throws Exception {
    process.destroy();
    assertThat(process.waitFor(Guest.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(page).as(Files.readString(log)).exists();
    return new Page(Files.readString(page));
  }

  /** What a page of the audit says. */
  record Page(String html) {
    /** Each finding as one reads it. */
    List<String> findings() {
      return Arrays.stream(html.split("(?=<article )")).skip(1).map(Page::text).toList();
    }

    /** All of it. */
    String text() {
      return text(html);
    }

    private static String text(String html) {
      return html.replaceAll("(?s)<(style|script)\\b.*?</\\1>", " ")
          .replaceAll("<[^>]*>", "")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&amp;", "&")
          .replaceAll("\\s+", " ");
    }
  }

  /** The line that is marked so in the sources, as in a stack: {@code Class.java:7}. */
  static String planted(String what) throws IOException {
    List<String> places = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src", "beside", "shop"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          Matcher planted = PLANTED.matcher(lines.get(i));
          if (planted.matches() && planted.group(1).equals(what)) {
            places.add(file.getFileName() + ":" + (i + 1));
          }
        }
      }
    }
    assertThat(places).as(what).hasSize(1);
    return places.getFirst();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.close();
  }
}
