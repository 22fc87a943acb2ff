package dev.baton.context.audit;

import dev.baton.context.storage.Reports;
import org.jspecify.annotations.Nullable;

/**
 * Does what need not be done on the user's threads: says in the log what has been found, gives out
 * each second's budgets, sees what has been dropped. Ends when the audit is stopped.
 */
final class AuditThread {
  private static @Nullable Thread thread;

  private AuditThread() {}

  /** Has it run, for as long as the audit is on. */
  static synchronized void start(Audit audit) {
    if (thread == null) {
      thread = new Thread(null, () -> run(audit), "baton-audit", 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void run(Audit audit) {
    AuditStorage.trailOfThread().isBusy = true; // what a log reads here is nobody's loss
    while (goesOn(audit)) {
      try {
        AuditEvents.update();
        audit.auditor().refill();
        audit.auditor().collectDropped();
        tell(audit.auditor().findings);
      } catch (Throwable failure) {
        Auditor.failed(failure);
      }
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody's business; end
      }
    }
  }

  private static synchronized boolean goesOn(Audit audit) {
    boolean goesOn = audit.isOn() && !Thread.currentThread().isInterrupted();
    if (!goesOn) {
      thread = null;
    }
    return goesOn;
  }

  private static void tell(Findings findings) {
    for (Finding found = findings.nextUntold(); found != null; found = findings.nextUntold()) {
      String message =
          "Audit: "
              + found.kind()
              + " at "
              + found.place()
              + " on "
              + found.threads()
              + ". "
              + found.explanation()
              + " "
              + found.remedy()
              + " Logged once for each place.";
      Reports.found(found.place(), message.replace("`", "").replaceAll("\\s+", " "));
    }
  }
}
