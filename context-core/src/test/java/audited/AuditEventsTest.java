package audited;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.Propagation;
import dev.baton.context.audit.Audit;
import dev.baton.context.testing.Calls;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of the Flight Recorder has of the audit. */
@Tag("audited")
class AuditEventsTest {
  private static final Context REQUEST =
      Context.root().with(ContextKey.named("audited"), "request");

  @TempDir Path folder;

  private static void onNewThread(Runnable task) {
    Thread thread = new Thread(task, "recorded-1");
    thread.start();
    Calls.until(() -> !thread.isAlive());
  }

  private List<RecordedEvent> recorded(Runnable program, String... names) throws IOException {
    try (Recording recording = new Recording()) {
      for (String name : names) {
        recording.enable(name);
      }
      recording.start();
      program.run();
      recording.stop();
      Path file = Files.createTempFile(folder, "audit", ".jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file);
    }
  }

  @Test
  void unsetReadIsRecordedWithItsStack() throws IOException {
    Audit.start();
    List<RecordedEvent> events =
        recorded(() -> onNewThread(AuditEventsTest::read), "dev.baton.UnsetRead");

    assertThat(events).hasSize(1);
    assertThat(events.getFirst().getString("in")).contains("thread");
    assertThat(events.getFirst().getThread().getJavaName()).isEqualTo("recorded-1");
    assertThat(events.getFirst().getStackTrace().getFrames())
        .anyMatch(frame -> frame.getMethod().getName().equals("read"));
  }

  private static void read() {
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void repairIsRecordedWithTheTask() throws IOException {
    List<RecordedEvent> events =
        recorded(
            () -> onNewThread(Propagation.fixed(REQUEST).wrap(AuditEventsTest::leak)),
            "dev.baton.Repair");

    assertThat(events).hasSize(1);
    assertThat(events.getFirst().getClass("task").getName())
        .startsWith(AuditEventsTest.class.getName());
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static void leak() {
    Context.root().makeCurrent();
  }

  @Test
  void taskIsRecordedWithItsTimeInTheQueue() {
    Set<RecordedEvent> events = ConcurrentHashMap.newKeySet();
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("dev.baton.Task");
      stream.onEvent("dev.baton.Task", events::add);
      stream.setReuse(false);
      stream.startAsync();
      Calls.until(
          () -> {
            try (Scope scope = REQUEST.makeCurrent()) {
              onNewThread(Propagation.capturing().wrap(AuditEventsTest::work));
            }
            return !events.isEmpty();
          });
    }
    RecordedEvent event = events.iterator().next();
    assertThat(event.getDuration("queued")).isPositive();
    assertThat(event.getDuration("ran")).isPositive();
    assertThat(event.getString("submittedBy")).isEqualTo(Thread.currentThread().getName());
  }

  private static void work() {
    assertThat(Context.current()).isSameAs(REQUEST);
  }
}
