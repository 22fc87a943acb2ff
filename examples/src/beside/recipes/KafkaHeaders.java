package beside.recipes;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Carries a context by number, so that the very same one can be found again. */
final class KafkaHeaders implements TextMapPropagator {
  private static final String NUMBER = "context";

  private final Map<String, Context> contexts = new ConcurrentHashMap<>();

  @Override
  public Collection<String> fields() {
    return List.of(NUMBER);
  }

  @Override
  public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
    String number = String.valueOf(contexts.size());
    contexts.put(number, context);
    setter.set(carrier, NUMBER, number);
  }

  @Override
  public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
    return contexts.getOrDefault(getter.get(carrier, NUMBER), context);
  }
}
