package dev.baton.examples.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.examples.rpc.PricesProcess.Encoding;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a peer sends, a traced server answers as one does that knows of no traces. */
final class HostileMessagesTest {
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-" + SPAN + "-01";
  private static final String FIND = "shop.Prices/find";

  /** Writes more of the arguments of a call. */
  interface Fields {
    void write(TProtocol protocol) throws TException;
  }

  private static byte[] find(Encoding encoding, Fields more) throws TException {
    TMemoryBuffer buffer = new TMemoryBuffer(64);
    TProtocol protocol = encoding.protocol().getProtocol(buffer);
    protocol.writeMessageBegin(new TMessage("find", TMessageType.CALL, 7));
    protocol.writeStructBegin(new TStruct("find_args"));
    protocol.writeFieldBegin(new TField("article", TType.STRING, (short) 1));
    protocol.writeString("chair");
    protocol.writeFieldEnd();
    more.write(protocol);
    protocol.writeFieldStop();
    protocol.writeStructEnd();
    protocol.writeMessageEnd();
    return Arrays.copyOf(buffer.getArray(), buffer.length());
  }

  private static void headers(TProtocol protocol, String... namesAndValues) throws TException {
    protocol.writeFieldBegin(new TField("", TType.MAP, ThriftHeaders.FIELD));
    protocol.writeMapBegin(new TMap(TType.STRING, TType.STRING, namesAndValues.length / 2));
    for (String text : namesAndValues) {
      protocol.writeString(text);
    }
    protocol.writeMapEnd();
    protocol.writeFieldEnd();
  }

  private static void nested(TProtocol protocol, int depth) throws TException {
    protocol.writeStructBegin(new TStruct(""));
    if (depth > 0) {
      protocol.writeFieldBegin(new TField("", TType.STRUCT, ThriftHeaders.FIELD));
      nested(protocol, depth - 1);
      protocol.writeFieldEnd();
    } else {
      headers(protocol, "traceparent", PARENT);
    }
    protocol.writeFieldStop();
    protocol.writeStructEnd();
  }

  /** Messages that Thrift serves, and whether the trace in them is to be used. */
  @SuppressWarnings("ImmutableEnumChecker") // functions without a state
  enum Message {
    GOOD(true, protocol -> headers(protocol, "traceparent", PARENT)),
    GOOD_AMONG_OTHERS(
        true,
        protocol -> {
          headers(protocol, "x", "y", "traceparent", PARENT, "", "");
          protocol.writeFieldBegin(new TField("", TType.I32, (short) 3334));
          protocol.writeI32(1);
          protocol.writeFieldEnd();
        }),
    NONE(false, protocol -> {}),
    EMPTY(false, HostileMessagesTest::headers),
    NONSENSE(false, protocol -> headers(protocol, "traceparent", "\0\uffff\r\n", "baggage", "=")),
    TWICE(
        false,
        protocol -> {
          headers(protocol, "traceparent", PARENT);
          headers(protocol, "traceparent", PARENT);
        }),
    TWICE_IN_ONE(
        false, protocol -> headers(protocol, "traceparent", PARENT, "traceparent", PARENT)),
    HUGE(false, p -> headers(p, "baggage", "x".repeat(100_000), "traceparent", PARENT)),
    HUGE_IN_PARTS(
        false,
        protocol -> {
          for (int i = 0; i < 40; i++) {
            headers(protocol, "baggage", "x".repeat(1_000));
          }
          headers(protocol, "traceparent", PARENT);
        }),
    A_STRING(
        false,
        protocol -> {
          protocol.writeFieldBegin(new TField("", TType.STRING, ThriftHeaders.FIELD));
          protocol.writeString(PARENT);
          protocol.writeFieldEnd();
        }),
    A_LIST(
        false,
        protocol -> {
          protocol.writeFieldBegin(new TField("", TType.LIST, ThriftHeaders.FIELD));
          protocol.writeListBegin(new TList(TType.STRING, 1));
          protocol.writeString(PARENT);
          protocol.writeFieldEnd();
        }),
    OF_NUMBERS(
        false,
        protocol -> {
          protocol.writeFieldBegin(new TField("", TType.MAP, ThriftHeaders.FIELD));
          protocol.writeMapBegin(new TMap(TType.I32, TType.I64, 1));
          protocol.writeI32(1);
          protocol.writeI64(1);
          protocol.writeFieldEnd();
        }),
    OF_STRUCTS(
        false,
        protocol -> {
          protocol.writeFieldBegin(new TField("", TType.MAP, ThriftHeaders.FIELD));
          protocol.writeMapBegin(new TMap(TType.STRING, TType.STRUCT, 1));
          protocol.writeString("traceparent");
          nested(protocol, 20);
          protocol.writeFieldEnd();
        }),
    DEEP_INSIDE(
        false,
        protocol -> {
          protocol.writeFieldBegin(new TField("", TType.STRUCT, (short) 9));
          nested(protocol, 1);
          protocol.writeFieldEnd();
        }),
    TOO_DEEP(
        false,
        protocol -> {
          protocol.writeFieldBegin(new TField("", TType.STRUCT, (short) 9));
          nested(protocol, 5_000);
          protocol.writeFieldEnd();
        });

    final boolean used;
    final Fields fields;

    Message(boolean used, Fields fields) {
      this.used = used;
      this.fields = fields;
    }
  }

  /** All that the server answers to a message before it closes the connection. */
  private static String answer(InetSocketAddress server, byte[] message) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(20_000);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(message.length);
      out.write(message);
      out.flush();
      socket.shutdownOutput();
      return HexFormat.of().formatHex(new DataInputStream(socket.getInputStream()).readAllBytes());
    } catch (SocketException e) {
      return "";
    }
  }

  @ParameterizedTest
  @EnumSource
  void headersThatAreNoneAreSkipped(Encoding encoding) throws Exception {
    try (Peers plain = new Peers(encoding, false);
        Peers traced = new Peers(encoding, true)) {
      for (Message message : Message.values()) {
        byte[] bytes = find(encoding, message.fields);
        int before = served(traced, SPAN);
        String expected = answer(plain.server.address(), bytes);
        assertThat(answer(traced.server.address(), bytes)).as("%s", message).isEqualTo(expected);
        int children = served(traced, SPAN) - before;
        assertThat(children).as("%s", message).isEqualTo(message.used ? 1 : 0);
        if (message.used) {
          assertThat(expected).as("%s", message).isNotEmpty();
        }
      }
      assertThat(traced.serverLog.open()).isZero();
    }
  }

  private static int served(Peers peers, String parent) {
    return (int)
        peers.serverLog.ended().stream()
            .filter(span -> span.getName().equals(FIND) && span.getParentSpanId().equals(parent))
            .count();
  }

  @ParameterizedTest
  @EnumSource
  void anyBytesAreAnsweredAsWithoutTraces(Encoding encoding) throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (Peers plain = new Peers(encoding, false);
        Peers traced = new Peers(encoding, true)) {
      PricesConnection connection = traced.traced(0);
      for (int i = 0; i < 400; i++) {
        byte[] message = mutated(random, encoding);
        String input = "seed " + seed + ", message " + i + ": " + HexFormat.of().formatHex(message);
        String expected = answer(plain.server.address(), message);
        assertThat(answer(traced.server.address(), message)).as(input).isEqualTo(expected);
        assertThat(connection.futures().find("chair").get(20, TimeUnit.SECONDS)).isEqualTo(500);
      }
      assertThat(served(traced, SPAN)).as("seed %s", seed).isPositive();
      await().until(() -> traced.serverLog.open() == 0);
      assertThat(traced.serverLog.ended()).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
    }
  }

  private static byte[] mutated(Random random, Encoding encoding) throws TException {
    Message[] messages = Message.values();
    Message message = messages[random.nextInt(messages.length)];
    byte[] bytes =
        find(encoding, message == Message.TOO_DEEP ? Message.GOOD.fields : message.fields);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + random.nextInt(16) + 1);
          System.arraycopy(bytes, at, longer, at + longer.length - bytes.length, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
