/** A program of somebody who has Baton from a repository. */
module shop {
  requires dev.baton.context;
  requires dev.baton.coroutines;
  requires dev.baton.executors;
  requires dev.baton.rx;
  requires dev.baton.tracing;
  requires io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires io.reactivex.rxjava3;
}
