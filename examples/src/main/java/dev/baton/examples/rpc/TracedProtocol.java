package dev.baton.examples.rpc;

import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolDecorator;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.TTransport;
import org.jspecify.annotations.Nullable;

/**
 * Writes the headers of a call into its message, and reads them from one that has come.
 *
 * <p>When it reads it only looks on: Thrift reads the message and skips the field, and what it then
 * answers is its own affair. The bytes of a field that was skipped are read a second time, from a
 * transport that has nothing else. So no message, whatever is in it, is served in another way.
 *
 * <p>For protocols that read a value without knowing what was before it, as the binary and the
 * compact one do, and for transports that have a whole message in memory, as framed ones do. With
 * others, no headers are read.
 */
final class TracedProtocol extends TProtocolDecorator {
  /** Four times as much as the propagators of W3C may write. Longer fields are not looked at. */
  private static final int MOST_BYTES = 32 * 1024;

  private final TProtocol protocol;
  private final TProtocolFactory factory;

  private @Nullable ThriftHeaders toWrite;
  private int structsWritten;

  private @Nullable ThriftHeaders toRead;
  private int structsRead;
  private int bytesRead;
  private int fieldBegin = -1;

  /**
   * Around another.
   *
   * @param factory makes protocols of the other's kind
   */
  TracedProtocol(TProtocol protocol, TProtocolFactory factory) {
    super(protocol);
    this.protocol = protocol;
    this.factory = factory;
  }

  private static @Nullable ThriftHeaders headersOf(TMessage message) {
    boolean call = message.type == TMessageType.CALL || message.type == TMessageType.ONEWAY;
    return call ? ThriftHeaders.current() : null;
  }

  @Override
  public void writeMessageBegin(TMessage message) throws TException {
    toWrite = headersOf(message);
    structsWritten = 0;
    super.writeMessageBegin(message);
  }

  @Override
  public void writeStructBegin(TStruct struct) throws TException {
    structsWritten++;
    super.writeStructBegin(struct);
  }

  @Override
  public void writeStructEnd() throws TException {
    structsWritten--;
    super.writeStructEnd();
  }

  @Override
  public void writeFieldStop() throws TException {
    ThriftHeaders headers = toWrite;
    if (headers != null && structsWritten == 1) {
      toWrite = null;
      headers.write(protocol);
    }
    super.writeFieldStop();
  }

  @Override
  public TMessage readMessageBegin() throws TException {
    toRead = null;
    structsRead = 0;
    bytesRead = 0;
    fieldBegin = -1;
    TMessage message = super.readMessageBegin();
    toRead = headersOf(message);
    return message;
  }

  @Override
  public TStruct readStructBegin() throws TException {
    structsRead++;
    return super.readStructBegin();
  }

  @Override
  public void readStructEnd() throws TException {
    structsRead--;
    super.readStructEnd();
  }

  @Override
  public TField readFieldBegin() throws TException {
    TField field = super.readFieldBegin();
    if (toRead != null && structsRead == 1) {
      boolean headers = field.id == ThriftHeaders.FIELD && field.type == TType.MAP;
      fieldBegin = headers ? position() : -1;
    }
    return field;
  }

  @Override
  public void readFieldEnd() throws TException {
    super.readFieldEnd();
    if (toRead != null && structsRead == 1 && fieldBegin >= 0) {
      bytesRead += position() - fieldBegin;
      if (bytesRead <= MOST_BYTES) {
        readAgain(toRead, fieldBegin, position());
      }
      fieldBegin = -1;
    }
  }

  /** In the transport's buffer. */
  private int position() {
    TTransport transport = getTransport();
    return transport.getBytesRemainingInBuffer() < 0 ? -1 : transport.getBufferPosition();
  }

  private void readAgain(ThriftHeaders headers, int begin, int end) {
    try {
      headers.read(
          factory.getProtocol(
              new TMemoryInputTransport(getTransport().getBuffer(), begin, end - begin)));
    } catch (TException | RuntimeException e) {
      // Thrift could skip it, but it is no map of strings
    }
  }
}
