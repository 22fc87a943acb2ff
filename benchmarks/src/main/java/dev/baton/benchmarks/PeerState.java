package dev.baton.benchmarks;

/** With the {@link Peer} that the case is about. */
public abstract class PeerState extends ContextState {
  Peer peer = new Peer();

  @Override
  final void prepare() throws Exception {
    peer = Peer.chosen();
    body = new Body(() -> peer.isInside());
    begin();
  }

  /** What the benchmark needs beyond the peer; ends with a look whether the context arrives. */
  abstract void begin() throws Exception;

  /** The process has seen this inside either context, on every kind of thread. */
  final void mixed(Runnable workload) throws Exception {
    onEveryKindOfThread(
        () -> {
          for (int i = 0; i < 2; i++) {
            peer.enter(i == 0);
            workload.run();
            peer.leave();
          }
        });
  }

  @Override
  void finish() {
    peer.leave();
  }
}
