package dev.baton.context.audit;

import dev.baton.context.BatonInternal;
import dev.baton.context.storage.Reports;
import dev.baton.context.storage.StorageInstaller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Watches where contexts are lost, and names the lines.
 *
 * {@snippet file="audited/AuditTest.java" region="audit"}
 *
 * <p>It finds reads of the current context on threads where nothing was set since their task began,
 * scopes that are left open and the tasks that find them, spans that have ended and are current all
 * the same, and stages of raw futures that a wrapped executor is handed: see {@link Finding.Kind}.
 * Each place is told once in the log; {@link #report()} has them all, and the traced operations
 * that have not ended. It watches every context storage, so it can be used without anything else of
 * Baton's; that a task of a wrapped executor began, and who submitted it, is known of wrapped tasks
 * only.
 *
 * <p><b>Not a loss</b>: a read on a thread of a server that has just been given a request, on a
 * thread of the program's own, under {@code Propagation.root()}, and where it is {@link
 * #expectIn(String...) declared}.
 *
 * <p><b>Cost</b>: where it was not started, none. Started, a comparison or two for each read, scope
 * and task; in each second the first few hundred of these are looked at more closely, and so are
 * all with {@link #everyStack()}. Beyond that, counts are estimates, and what happens seldom among
 * much may be found late.
 *
 * <p>It changes nothing: every read gives what it gives without it, and no context knows of it.
 * What goes wrong in it is logged and does not reach the program. Thread-safe.
 */
public final class Audit {
  private static final Object LOCK = new Object();
  private static volatile @Nullable Audit running;

  private final Auditor auditor = new Auditor();
  private final TaskAudit tasks = new TaskAudit(auditor);
  private final AtomicBoolean writesAtExit = new AtomicBoolean();
  private volatile Instant since = Instant.now();

  private Audit() {}

  /**
   * Starts the audit. Call it before a context is used for the first time: the first thing in
   * {@code main}, before or after {@code Baton.install()}. Later it sees nothing, and its report
   * says so. Called again, it changes nothing but that an audit which was stopped goes on.
   *
   * @return the one audit of the program
   */
  public static Audit start() {
    synchronized (LOCK) {
      Audit audit = running;
      if (audit == null) {
        audit = new Audit();
        running = audit;
        BatonInternal.watch(audit.tasks);
        StorageInstaller.watch(audit.tasks::on);
      }
      audit.auditor.isOn = true;
      AuditThread.start(audit);
      return audit;
    }
  }

  /**
   * Starts the audit if the system property {@code dev.baton.audit} asks for it. {@code
   * Baton.install()} calls this; a program that installs nothing may call it itself.
   *
   * <p>The property is {@code true}, or any of these with semicolons between them: a file whose
   * name ends in {@code .html}, to which the page is written when the program ends; {@code all},
   * for {@link #everyStack()}; {@code in=com.acme.jobs,com.acme.Poller}, for {@link #expectIn};
   * {@code on=scheduler-,main}, for {@link #expectOn}. If it is something else, that is logged, and
   * nothing is started.
   *
   * @return the audit, or null if it is not asked for
   */
  public static @Nullable Audit startIfAsked() {
    try {
      AuditOptions options = AuditOptions.parse(System.getProperty(AuditOptions.PROPERTY));
      if (options == null) {
        return null;
      }
      Audit audit = start();
      audit.expectIn(options.packages().toArray(String[]::new));
      audit.expectOn(options.threads().toArray(String[]::new));
      if (options.everything()) {
        audit.everyStack();
      }
      Path page = options.page();
      if (page != null) {
        audit.writeAtExit(page.toAbsolutePath());
      }
      return audit;
    } catch (Throwable failure) {
      Reports.ofInstallation("the audit was not started", failure);
      return null;
    }
  }

  /** Once: {@code Baton.install()} may be called any number of times. */
  private void writeAtExit(Path page) {
    if (!writesAtExit.compareAndSet(false, true)) {
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                null,
                () -> {
                  try {
                    System.gc(); // shows which scopes have been dropped
                    report().writeHtml(page);
                  } catch (IOException | RuntimeException failure) {
                    Reports.ofInstallation("the page of the audit was not written", failure);
                  }
                },
                "baton-audit-page",
                0,
                false));
  }

  /**
   * Declares that no context is expected in some of the program's code: its entries, and work that
   * belongs to no request. Of code that is called from there, nothing is expected either.
   *
   * @param packagesOrClasses by their full names; a package includes those below it
   * @return this
   */
  public Audit expectIn(String... packagesOrClasses) {
    Objects.requireNonNull(packagesOrClasses, "packagesOrClasses");
    auditor.expected.addPackages(packagesOrClasses);
    return this;
  }

  /**
   * Declares that no context is expected on some threads.
   *
   * @param threadNames what their names begin with
   * @return this
   */
  public Audit expectOn(String... threadNames) {
    Objects.requireNonNull(threadNames, "threadNames");
    auditor.expected.addThreads(threadNames);
    return this;
  }

  /**
   * Has every read, scope and task looked at, however many there are, so that nothing is missed and
   * every count is exact. For tests and for trials: a look takes some microseconds.
   *
   * @return this
   */
  public Audit everyStack() {
    auditor.everyStack();
    return this;
  }

  /** What has been found by now. */
  public AuditReport report() {
    auditor.collectDropped();
    List<OpenOperation> open = auditor.operations.open();
    return new AuditReport(
        auditor.findings.all(),
        since,
        Instant.now(),
        storage(),
        auditor.expectedReads.sum(),
        auditor.findings.unlisted(),
        open,
        auditor.operations.beyond(open));
  }

  private String storage() {
    AuditStorage storage = tasks.storage();
    if (storage != null) {
      return storage.watched();
    }
    return StorageInstaller.outcome().isKnown()
        ? "none: Audit.start() came after the first use of a context"
        : "none: no context has been used as yet";
  }

  /** Forgets what has been found. */
  public void clear() {
    auditor.findings.clear();
    Stacks.forget();
    auditor.expectedReads.reset();
    since = Instant.now();
  }

  /** Stops looking; what has been found stays, and {@link #start()} goes on. */
  public void stop() {
    auditor.isOn = false;
  }

  /** Whether it has come in time to see something. */
  boolean isWatching() {
    return tasks.storage() != null;
  }

  boolean isOn() {
    return auditor.isOn;
  }

  Auditor auditor() {
    return auditor;
  }

  @Override
  public String toString() {
    return "Audit[" + (isOn() ? "on" : "stopped") + ", " + storage() + "]";
  }
}
