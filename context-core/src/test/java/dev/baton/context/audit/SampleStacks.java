package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Step;
import java.util.List;

/** The stacks of a program on Spring Boot, as text, in which the user's own calls are marked. */
final class SampleStacks {
  /** What is below a controller, a filter, a task of each pool: the innermost call first. */
  static final String MVC =
      """
      java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:103)
      java.base/java.lang.reflect.Method.invoke(Method.java:580)
      org.springframework.web.method.support.InvocableHandlerMethod.doInvoke(InvocableHandlerMethod.java:258)
      org.springframework.web.method.support.InvocableHandlerMethod.invokeForRequest(InvocableHandlerMethod.java:190)
      org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter.handleInternal(RequestMappingHandlerAdapter.java:891)
      org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:1089)
      org.springframework.web.servlet.DispatcherServlet.doService(DispatcherServlet.java:979)
      org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:885)
      jakarta.servlet.http.HttpServlet.service(HttpServlet.java:658)
      org.apache.catalina.core.ApplicationFilterChain.internalDoFilter(ApplicationFilterChain.java:195)
      org.apache.catalina.core.ApplicationFilterChain.doFilter(ApplicationFilterChain.java:140)
      """;

  static final String TOMCAT =
      """
      org.springframework.web.filter.OncePerRequestFilter.doFilter(OncePerRequestFilter.java:116)
      org.apache.catalina.core.ApplicationFilterChain.internalDoFilter(ApplicationFilterChain.java:164)
      org.apache.catalina.core.ApplicationFilterChain.doFilter(ApplicationFilterChain.java:140)
      org.apache.catalina.core.StandardWrapperValve.invoke(StandardWrapperValve.java:167)
      org.apache.catalina.core.StandardContextValve.invoke(StandardContextValve.java:90)
      org.apache.catalina.core.StandardHostValve.invoke(StandardHostValve.java:115)
      org.apache.catalina.connector.CoyoteAdapter.service(CoyoteAdapter.java:344)
      org.apache.coyote.http11.Http11Processor.service(Http11Processor.java:397)
      org.apache.tomcat.util.net.NioEndpoint$SocketProcessor.doRun(NioEndpoint.java:1744)
      org.apache.tomcat.util.threads.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1191)
      java.base/java.lang.Thread.run(Thread.java:1583)
      """;

  static final String POOL =
      """
      java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1144)
      java.base/java.util.concurrent.ThreadPoolExecutor$Worker.run(ThreadPoolExecutor.java:642)
      java.base/java.lang.Thread.run(Thread.java:1583)
      """;

  static final String TRACER =
      """
      io.opentelemetry.context.Context.current(Context.java:93)
      io.opentelemetry.sdk.trace.SdkSpanBuilder.startSpan(SdkSpanBuilder.java:189)
      """;

  static final String FILTER =
      "> com.acme.shop.web.TenantFilter.doFilterInternal(TenantFilter.java:38)\n";

  private SampleStacks() {}

  /** A step with this stack, in which the user's own calls are marked. */
  static Step step(String what, String thread, String stack) {
    List<StackTraceElement> frames = stack.lines().map(SampleStacks::frame).toList();
    List<StackTraceElement> code =
        stack.lines().filter(line -> line.startsWith("> ")).map(SampleStacks::frame).toList();
    return new Step(what, code.getFirst(), thread, frames, code);
  }

  private static StackTraceElement frame(String line) {
    String call = line.replaceFirst("^(> |java.base/)", "");
    int file = call.indexOf('(');
    int number = call.indexOf(':');
    int method = call.lastIndexOf('.', file);
    return new StackTraceElement(
        call.substring(0, method),
        call.substring(method + 1, file),
        call.substring(file + 1, number),
        Integer.parseInt(call.substring(number + 1, call.length() - 1)));
  }
}
