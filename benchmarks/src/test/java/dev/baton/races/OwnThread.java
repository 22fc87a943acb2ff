package dev.baton.races;

import dev.baton.executors.ContextThreads;
import java.util.concurrent.locks.LockSupport;

/** A thread of {@link ContextThreads}, to which one of jcstress' threads gives its part. */
final class OwnThread {
  private static volatile Runnable part;
  private static volatile Thread actor;
  private static volatile boolean failed;

  private static final Thread THREAD =
      ContextThreads.poolFactory("own-", thread -> thread.setDaemon(true))
          .newThread(OwnThread::work);

  static {
    THREAD.start();
  }

  private OwnThread() {}

  /** Runs this there; called by one thread at a time, which leaves its processor to the others. */
  static void run(Runnable ofActor) {
    actor = Thread.currentThread();
    part = ofActor;
    LockSupport.unpark(THREAD);
    while (part != null && !failed) {
      LockSupport.park();
    }
    if (failed) {
      throw new IllegalStateException("it failed, and has said how");
    }
  }

  private static void work() {
    try {
      while (true) {
        Runnable next = part;
        if (next == null) {
          LockSupport.park();
        } else {
          next.run();
          part = null;
          LockSupport.unpark(actor);
        }
      }
    } finally {
      failed = true;
      LockSupport.unpark(actor);
    }
  }
}
