package dev.baton.benchmarks;

/** With the {@link Peer} that the case is about. */
public abstract class PeerState extends ContextState {
  private static String chosen = HotPath.RAW;

  /** A constant for the compiler: to go through the peer costs nothing on top of the library. */
  private static final class Chosen {
    static final String NAME = chosen;
    static final Peer PEER = Peer.named(NAME);
  }

  @Override
  final void prepare(String peer) throws Exception {
    chosen = peer;
    if (!Chosen.NAME.equals(peer)) {
      throw new IllegalStateException("this JVM has measured " + Chosen.NAME + ": fork another");
    }
    body = new Body(() -> library().isInsideAlike());
    begin();
  }

  static Peer library() {
    return Chosen.PEER;
  }

  static boolean isAbout(String peer) {
    return Chosen.NAME.equals(peer);
  }

  /** What the benchmark needs beyond the peer; ends with a look whether the context arrives. */
  abstract void begin() throws Exception;

  /**
   * The process has seen this inside either context, and with nothing current where the library
   * allows that, on every kind of thread.
   */
  final void mixed(Runnable workload) throws Exception {
    onEveryKindOfThread(
        () -> {
          if (!library().needsContext()) {
            workload.run();
          }
          for (int i = 0; i < 2; i++) {
            library().enter(i == 0);
            workload.run();
            library().leave();
          }
        });
  }

  @Override
  void finish() {
    library().leave();
  }
}
