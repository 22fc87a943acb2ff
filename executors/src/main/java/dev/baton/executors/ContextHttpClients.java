package dev.baton.executors;

import dev.baton.context.Propagation;
import java.net.http.HttpClient;
import java.util.Objects;

/**
 * The JDK's HTTP clients whose callbacks run under the context that was current where the request
 * was sent.
 *
 * {@snippet file="dev/baton/executors/ContextHttpClientsTest.java" region="wrap"}
 *
 * <p><b>Capture</b> is when {@code send}, {@code sendAsync} or {@code buildAsync} is called, once
 * for the call. <b>Restore</b> is on the thread on which the client calls: a body handler, each
 * method of its body subscriber, a push promise handler, the request's body publisher and its
 * subscription, a web socket's listener. A function that is registered with the future that comes
 * back, or with that of a push, runs under the context of whoever registers it, as with {@link
 * ContextFutures#wrap}.
 *
 * <p>All else is the wrapped client's: its executor, results, failures, time-outs, closing. Whoever
 * cancels the future, or one that is derived from it, aborts the request if that of the wrapped
 * client does.
 *
 * <p>Around an instrumented client, the callbacks have the context of the caller; inside of one,
 * that of the client's span, but then the functions of the future are the instrumentation's.
 *
 * <p><b>Cost</b>: a few small objects for each request, none for each part of a body. The JDK calls
 * {@code getBody} of a body subscriber that is not its own on the client's executor: one more task.
 *
 * <p><b>Not carried</b>: the client's own threads, {@code executor()} included; an {@code
 * Authenticator}, a {@code ProxySelector}, a {@code CookieHandler}, which the client calls where it
 * likes; the publisher of a request that {@link java.net.http.HttpRequest#newBuilder(
 * java.net.http.HttpRequest, java.util.function.BiPredicate)} refuses to copy.
 *
 * <p>Thread-safe. Not needed where there is no module {@code java.net.http}, nor loaded.
 */
public final class ContextHttpClients {
  private ContextHttpClients() {}

  /**
   * A client whose callbacks carry {@link Propagation#installed()}.
   *
   * @return the client itself, if it is one of ours
   */
  public static HttpClient wrap(HttpClient client) {
    return client instanceof ContextHttpClient ? client : wrap(client, Propagation.installed());
  }

  /** As {@link #wrap(HttpClient)}; callbacks carry what the propagation says. */
  public static HttpClient wrap(HttpClient client, Propagation propagation) {
    return new ContextHttpClient(
        unwrap(client), Objects.requireNonNull(propagation, "propagation"));
  }

  /** What was wrapped, or else the client itself. */
  public static HttpClient unwrap(HttpClient client) {
    Objects.requireNonNull(client, "client");
    return client instanceof ContextHttpClient wrapper ? wrapper.client : client;
  }
}
