package dev.baton.examples.rpc;

import dev.baton.tracing.TracedOperation;
import org.apache.thrift.async.AsyncMethodCallback;

/** Ends a call's span with its answer, and then passes the answer on. */
record EndingCallback<T>(TracedOperation call, AsyncMethodCallback<T> callback)
    implements AsyncMethodCallback<T> {
  @Override
  public void onComplete(T answer) {
    call.end();
    callback.onComplete(answer);
  }

  @Override
  public void onError(Exception failure) {
    call.end(failure);
    callback.onError(failure);
  }
}
