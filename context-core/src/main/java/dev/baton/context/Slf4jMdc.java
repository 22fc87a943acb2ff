package dev.baton.context;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** SLF4J's mapped diagnostic context. */
final class Slf4jMdc implements CarriedThreadLocal<Map<String, String>> {
  static final Slf4jMdc INSTANCE = new Slf4jMdc();

  private Slf4jMdc() {}

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
    return "SLF4J's MDC";
  }
}
