package dev.baton.examples.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.rpc.PricesProcess.Encoding;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written, to the byte. */
final class TracedProtocolTest {
  private final ThriftHeaders headers = new ThriftHeaders();

  /** A message with a struct in its struct. */
  private static byte[] write(TProtocolFactory factory, byte type, ThriftHeaders inPlace)
      throws TException {
    TMemoryBuffer buffer = new TMemoryBuffer(64);
    TProtocol protocol = factory.getProtocol(buffer);
    protocol.writeMessageBegin(new TMessage("find", type, 7));
    protocol.writeStructBegin(new TStruct("find_args"));
    protocol.writeFieldBegin(new TField("inner", TType.STRUCT, (short) 1));
    protocol.writeStructBegin(new TStruct("inner"));
    protocol.writeFieldStop();
    protocol.writeStructEnd();
    protocol.writeFieldEnd();
    inPlace.write(protocol);
    protocol.writeFieldStop();
    protocol.writeStructEnd();
    protocol.writeMessageEnd();
    return Arrays.copyOf(buffer.getArray(), buffer.length());
  }

  /** Under the headers. */
  private byte[] writeTraced(Encoding encoding, byte type) throws TException {
    try (Scope scope = headers.in(Context.root()).makeCurrent()) {
      return write(ThriftTracing.protocol(encoding.protocol()), type, new ThriftHeaders());
    }
  }

  @ParameterizedTest
  @EnumSource
  void callHasTheHeadersAtItsEndAndOnce(Encoding encoding) throws TException {
    headers.set("traceparent", "first");
    headers.set("traceparent", "1");
    headers.set("baggage", "\u00e4");
    for (byte type : new byte[] {TMessageType.CALL, TMessageType.ONEWAY}) {
      assertThat(writeTraced(encoding, type)).isEqualTo(write(encoding.protocol(), type, headers));
    }
  }

  @ParameterizedTest
  @EnumSource
  void callWithoutHeadersIsTheOneWithoutTraces(Encoding encoding) throws TException {
    byte type = TMessageType.CALL;
    assertThat(writeTraced(encoding, type)).isEqualTo(write(encoding.protocol(), type, headers));
  }

  @ParameterizedTest
  @EnumSource
  void answerHasNone(Encoding encoding) throws TException {
    headers.set("traceparent", "1");
    for (byte type : new byte[] {TMessageType.REPLY, TMessageType.EXCEPTION}) {
      assertThat(writeTraced(encoding, type))
          .isEqualTo(write(encoding.protocol(), type, new ThriftHeaders()));
    }
  }
}
