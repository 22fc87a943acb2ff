package dev.baton.tracing.annotations;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the annotations of a method may be: Java does not inherit those of methods. */
final class Annotated {
  private Annotated() {}

  /** That of the class and of those above it, then of the interface and of those above it. */
  static List<Method> methods(Method method, Class<?> type, Class<?> target) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> above = target; above != null; above = above.getSuperclass()) {
      types.add(above);
    }
    addInterfaces(List.of(type), types);
    return Stream.concat(
            types.stream().map(one -> declared(one, method)).filter(Objects::nonNull),
            Stream.of(method))
        .distinct()
        .toList();
  }

  /** Nearest first. */
  private static void addInterfaces(List<Class<?>> level, Set<Class<?>> types) {
    if (!level.isEmpty()) {
      types.addAll(level);
      addInterfaces(
          level.stream()
              .flatMap(one -> Stream.of(one.getInterfaces()))
              .<Class<?>>map(one -> one)
              .toList(),
          types);
    }
  }

  private static @Nullable Method declared(Class<?> type, Method method) {
    try {
      return type.getDeclaredMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException | LinkageError absent) {
      return null;
    }
  }
}
