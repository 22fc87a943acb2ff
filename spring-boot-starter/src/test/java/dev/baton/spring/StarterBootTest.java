package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.baton.context.Baton;
import dev.baton.context.Installation.State;
import dev.baton.context.Installation.Step;
import dev.baton.spring.app.FinishedSpans;
import dev.baton.spring.app.Load;
import dev.baton.spring.app.Mail;
import dev.baton.spring.app.MvcApplication;
import dev.baton.spring.app.Verdict;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

/** The starter in a test of Spring Boot's, which calls no main method. */
@SpringBootTest(classes = MvcApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
final class StarterBootTest {
  private final Environment environment;
  private final FinishedSpans spans;
  private final Mail mail;
  private final BatonEndpoint endpoint;

  @Autowired
  StarterBootTest(Environment environment, FinishedSpans spans, Mail mail, BatonEndpoint endpoint) {
    this.environment = environment;
    this.spans = spans;
    this.mail = mail;
    this.endpoint = endpoint;
  }

  /** Before the tests, which are all about what happened then. */
  @BeforeAll
  static void load(@Autowired Environment environment) {
    Load.send(port(environment), 1000, List.of(MvcApplication.PATHS.split(",")));
  }

  @Test
  void losesNothingOfAThousandRequests() {
    assertThat(Verdict.of(spans.all())).isEqualTo(new Verdict(1000, 2000, 0, 0, 0));
    assertThat(mail.decorated().sum()).as("the user's own decorator").isEqualTo(200);
  }

  @Test
  void storageAndHooksAreInstalled() {
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(Baton.install().steps())
        .filteredOn(step -> !step.name().startsWith("metrics"))
        .extracting(Step::name, Step::state)
        .contains(
            tuple("context storage", State.INSTALLED), tuple("RxJava hooks", State.INSTALLED));
  }

  @Test
  void scheduledMethodRunsInNoTraceOfARequests() throws Exception {
    assertThat(mail.tidied())
        .isNotEmpty()
        .doesNotContainAnyElementsOf(
            spans.all().stream()
                .filter(span -> span.getName().equals("request"))
                .map(SpanData::getTraceId)
                .toList());
  }

  @Test
  void endpointTellsWhatCarriesTheContextAndWhatDoesNotAndWhy() {
    assertThat(endpoint.describe().beans())
        .extracting(bean -> bean.bean() + ": " + bean.carried() + ", " + bean.detail())
        .contains(
            "pool: true, wrapped",
            "leftOut: false, left out by baton.exclude",
            "declaredByClass: false, declared as java.util.concurrent.ThreadPoolExecutor, which a"
                + " wrapper is not; declare the bean as an interface such as ExecutorService, or"
                + " wrap the tasks",
            "taskScheduler: true, decorated; periodic tasks run under root",
            "(requestMappingHandlerAdapter): true, decorated")
        .anyMatch(line -> line.startsWith("decorated: true, decorated, together with "))
        .hasSize(6);
  }

  @Test
  void endpointAnswersOverHttp() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://localhost:" + port(environment) + "/actuator/baton");
      String body =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      assertThat(body)
          .contains("\"name\":\"context storage\"", "\"state\":\"INSTALLED\"")
          .contains("\"bean\":\"pool\"", "\"carried\":true", "\"detail\":\"wrapped\"");
    }
  }

  private static String port(Environment environment) {
    return String.valueOf(environment.getProperty("local.server.port"));
  }
}
