package dev.baton.context;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries SLF4J's mapped diagnostic context along with the trace context. Needs slf4j-api on the
 * class path, which is an optional dependency.
 *
 * {@snippet file="dev/baton/context/Slf4jMdcTest.java" region="mdc"}
 *
 * <p>Costs a copy of the map at each capture, and what the logging back end does to set one.
 */
public final class Slf4jMdc implements ThreadLocalAccessor<Map<String, String>> {
  private static final Slf4jMdc ACCESSOR = new Slf4jMdc();

  private Slf4jMdc() {}

  /** The accessor. */
  public static ThreadLocalAccessor<Map<String, String>> accessor() {
    return ACCESSOR;
  }

  @Override
  public @Nullable Map<String, String> get() {
    Map<String, String> map = MDC.getCopyOfContextMap();
    return map == null || map.isEmpty() ? null : map;
  }

  @Override
  public void set(Map<String, String> map) {
    MDC.setContextMap(map);
  }

  @Override
  public void clear() {
    MDC.clear();
  }

  @Override
  public String toString() {
    return "Slf4jMdc";
  }
}
