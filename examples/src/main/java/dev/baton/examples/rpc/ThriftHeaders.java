package dev.baton.examples.rpc;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one call. Thrift has none, so they travel as one more field of the arguments: a
 * peer that does not know it skips it, as Thrift has every field skipped that a newer peer sends.
 * Used by one thread at a time.
 *
 * <p>The call's own context has them while its message is written or read: that is how they find
 * their way through the generated code.
 */
final class ThriftHeaders {
  /**
   * As the instrumentations of OpenTracing and OpenTelemetry have it; a service must not use it.
   */
  static final short FIELD = 3333;

  private static final TField HEADERS = new TField("headers", TType.MAP, FIELD);
  private static final ContextKey<ThriftHeaders> KEY = ContextKey.named("thrift-headers");

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /** Those of the message that this thread writes or reads, if it is one of a traced call. */
  static @Nullable ThriftHeaders current() {
    return Context.current().get(KEY);
  }

  Context in(Context context) {
    return context.with(KEY, this);
  }

  List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  void set(String name, String value) {
    values.put(name, List.of(value));
  }

  private void add(String name, String value) {
    values.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
  }

  /** As a field, before the end of a struct. Without headers, the message is as it would be. */
  void write(TProtocol protocol) throws TException {
    if (values.isEmpty()) {
      return;
    }
    protocol.writeFieldBegin(HEADERS);
    protocol.writeMapBegin(new TMap(TType.STRING, TType.STRING, values.size()));
    for (Map.Entry<String, List<String>> header : values.entrySet()) {
      protocol.writeString(header.getKey());
      protocol.writeString(header.getValue().get(0));
    }
    protocol.writeMapEnd();
    protocol.writeFieldEnd();
  }

  /** Adds what a field has, all of it or, if it is no map of strings, nothing. */
  void read(TProtocol field) throws TException {
    TMap map = field.readMapBegin();
    if (map.keyType != TType.STRING || map.valueType != TType.STRING) {
      return;
    }
    List<String> read = new ArrayList<>();
    for (int i = 0; i < 2 * map.size; i++) {
      read.add(field.readString());
    }
    for (int i = 0; i < read.size(); i += 2) {
      add(read.get(i), read.get(i + 1));
    }
  }
}
