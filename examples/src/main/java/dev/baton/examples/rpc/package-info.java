/**
 * Apache Thrift with traces, over the request carrier of {@code dev.baton.tracing}: an asynchronous
 * client and a non-blocking server. {@link dev.baton.examples.rpc.ThriftTracing} is all that a
 * program calls; the service of this example is {@code src/main/thrift/prices.thrift}.
 */
@NullMarked
package dev.baton.examples.rpc;

import org.jspecify.annotations.NullMarked;
