package dev.baton.context;

import static dev.baton.context.testing.TestContexts.named;
import static dev.baton.context.testing.TestContexts.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.programs.ReportProgram;
import dev.baton.context.testing.ForkedJvm;
import dev.baton.context.testing.LogCapture;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where reports are logged, and which place they name. */
@Tag("slot")
class ReportLogTest {

  private static final class Leaking implements Runnable {
    @Override
    public void run() {
      open(named("left open"));
    }
  }

  private static LogRecord only(LogCapture log) {
    assertThat(log.records()).hasSize(1);
    return log.records().get(0);
  }

  @Test
  void leakNamesTheClassOfTheTask() {
    try (LogCapture log = LogCapture.start()) {
      Propagation.capturing().wrap(new Leaking()).run();
      assertThat(only(log).getSourceClassName()).isEqualTo(Leaking.class.getName());
      assertThat(only(log).getSourceMethodName()).isNull();
      assertThat(only(log).getLoggerName()).isEqualTo("dev.baton.context");
    }
  }

  @Test
  void leakOfALambdaNamesTheClassThatItIsIn() {
    try (LogCapture log = LogCapture.start()) {
      Propagation.capturing().wrap((Runnable) () -> open(named("left open"))).run();
      assertThat(only(log).getSourceClassName()).isEqualTo(getClass().getName());
    }
  }

  private static final class FailingListener implements TaskListener {
    @Override
    public Object submitted(Object task, Context context) {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void failureOfAListenerNamesItsMethod() {
    try (LogCapture log = LogCapture.start()) {
      Propagation.capturing().with(new FailingListener()).wrap((Runnable) () -> {}).run();
      assertThat(only(log).getSourceClassName()).isEqualTo(FailingListener.class.getName());
      assertThat(only(log).getSourceMethodName()).isEqualTo("submitted");
    }
  }

  @Test
  void reportThatTheLogItselfGivesCauseForIsDropped() {
    Logger logger = Logger.getLogger("dev.baton.context");
    Handler leaking =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            Propagation.capturing().wrap((Runnable) () -> open(named("by the log"))).run();
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(leaking);
    try (LogCapture log = LogCapture.start()) {
      Propagation.capturing().wrap((Runnable) () -> open(named("reported"))).run();
      assertThat(only(log).getMessage()).contains("scope still open");
      assertThat(Context.current()).isSameAs(Context.root());
    } finally {
      logger.removeHandler(leaking);
    }
  }

  private static List<Path> classPath(boolean withLogback) throws IOException {
    List<Path> classPath = new ArrayList<>(ForkedJvm.classPath());
    assertThat(classPath.removeIf(path -> path.toString().contains("slf4j-jdk14"))).isTrue();
    if (withLogback) {
      try (Stream<Path> jars = Files.list(Path.of("target", "logback"))) {
        classPath.addAll(jars.map(Path::toAbsolutePath).toList());
      }
    }
    return classPath;
  }

  private static void assertIsWarned(List<String> lines, String inTheLine) {
    assertThat(lines)
        .filteredOn(line -> line.contains("1024 scopes"))
        .singleElement()
        .asString()
        .contains(inTheLine);
    assertThat(lines).last().isEqualTo("current: {}");
  }

  @Test
  void reportReachesLogbackWithoutABridge() throws IOException {
    assertIsWarned(
        ForkedJvm.runOn(classPath(true), ReportProgram.class, "deep"), " WARN dev.baton.context ");
  }

  @Test
  void reportReachesTheJdksLogWhereSlf4jHasNowhereToLogTo() throws IOException {
    assertIsWarned(ForkedJvm.runOn(classPath(false), ReportProgram.class, "deep"), "WARNING: ");
  }

  @Test
  void reportReachesTheJdksLogWhereThereIsNoSlf4j() throws IOException {
    List<Path> classPath = classPath(false);
    assertThat(classPath.removeIf(path -> path.toString().contains("slf4j-api"))).isTrue();
    assertIsWarned(ForkedJvm.runOn(classPath, ReportProgram.class, "deep"), "WARNING: ");
  }

  @Test
  void scopeClosedOutOfTurnReachesLogbackAtTheLevelThatAsksForIt() throws IOException {
    List<String> lines = ForkedJvm.runOn(classPath(true), ReportProgram.class, "outOfTurn");
    assertThat(lines)
        .filteredOn(line -> line.contains("closed out of turn"))
        .singleElement()
        .asString()
        .contains(" DEBUG dev.baton.context ");
  }

  @Test
  void reportReachesTheLogOfTheProgramsFinderBeforeAnyOther()
      throws IOException, URISyntaxException {
    List<Path> classPath = classPath(true);
    classPath.add(Path.of(getClass().getResource("/printing-loggers").toURI()));
    List<String> lines = ForkedJvm.runOn(classPath, ReportProgram.class, "deep");
    assertIsWarned(lines, "printed WARNING ");
    assertThat(lines).hasSize(2);
  }

  @Test
  void logOfTheProgramsFinderThatCannotBeMadeFailsNobody() throws IOException, URISyntaxException {
    List<Path> classPath = classPath(true);
    classPath.add(Path.of(getClass().getResource("/loggers").toURI()));
    assertThat(ForkedJvm.runOn(classPath, ReportProgram.class, "deep"))
        .containsExactly("failing to log", "current: {}");
  }
}
