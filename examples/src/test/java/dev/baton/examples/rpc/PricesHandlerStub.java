package dev.baton.examples.rpc;

import dev.baton.examples.rpc.generated.Prices;
import org.apache.thrift.async.AsyncMethodCallback;

/** Answers as a test wants it. */
record PricesHandlerStub(Find find) implements Prices.AsyncIface {
  interface Find {
    void find(String article, AsyncMethodCallback<Long> answer);
  }

  @Override
  public void find(String article, AsyncMethodCallback<Long> answer) {
    find.find(article, answer);
  }

  @Override
  public void viewed(String article, AsyncMethodCallback<Void> answer) {
    answer.onComplete(null);
  }
}
