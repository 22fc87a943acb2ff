package dev.baton.examples.rpc;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.apache.thrift.TAsyncProcessor;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.server.AbstractNonblockingServer.AsyncFrameBuffer;

/** Has each message's headers at hand while it is read, and while its handler is called. */
record TracedProcessor<P extends TProcessor & TAsyncProcessor>(P processor)
    implements TProcessor, TAsyncProcessor {
  @Override
  public void process(AsyncFrameBuffer message) throws TException {
    try (Scope scope = new ThriftHeaders().in(Context.root()).makeCurrent()) {
      processor.process(message);
    }
  }

  /** A server that blocks calls this. The generated code does nothing then, and nor does this. */
  @Override
  public void process(TProtocol in, TProtocol out) throws TException {
    processor.process(in, out);
  }
}
