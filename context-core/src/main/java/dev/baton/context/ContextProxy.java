package dev.baton.context;

import io.opentelemetry.context.Context;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Calls each method of an interface under what was captured; the methods of Object as they are. */
final class ContextProxy<T> extends ContextWrapper<T> implements InvocationHandler {
  /** Whether anybody may call the methods of an interface; or else they are made accessible. */
  private static final ClassValue<Boolean> IS_PUBLIC =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          boolean isPublic = true;
          for (Method method : type.getMethods()) {
            isPublic &= Modifier.isStatic(method.getModifiers()) || isPublic(method);
          }
          return isPublic;
        }
      };

  private final boolean isPublic;

  private ContextProxy(T target, Context context, @Nullable Extras extras, boolean isPublic) {
    super(target, context, extras);
    this.isPublic = isPublic;
  }

  static <T> T make(Class<T> type, T target, Context context, @Nullable Extras extras) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new ContextProxy<>(target, context, extras, IS_PUBLIC.get(type))));
  }

  /** Refuses what has no proxy, before anything is captured. */
  static void check(Class<?> type) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(type.getName() + " is not an interface");
    }
    if (type.isSealed()) {
      throw new IllegalArgumentException(
          type.getName() + " is sealed: nobody else may implement it");
    }
    if (type.isHidden()) {
      throw new IllegalArgumentException(type.getName() + " is hidden: nobody can implement it");
    }
    IS_PUBLIC.get(type); // refuses one that cannot be called
  }

  private static boolean isPublic(Method method) {
    Class<?> type = method.getDeclaringClass();
    boolean isPublic =
        Modifier.isPublic(type.getModifiers())
            && type.getModule().isExported(type.getPackageName(), ContextProxy.class.getModule());
    if (!isPublic && !method.trySetAccessible()) {
      throw new IllegalArgumentException(
          type.getName() + " is not public, and its package is not open to Baton");
    }
    return isPublic;
  }

  /** What stands for this, if it is wrapped: the object itself, or what is behind a proxy. */
  static @Nullable ContextTask wrapper(@Nullable Object any) {
    return any instanceof ContextTask task ? task : any instanceof Proxy ? behind(any) : null;
  }

  private static @Nullable ContextProxy<?> behind(@Nullable Object any) {
    return any != null
            && Proxy.isProxyClass(any.getClass())
            && Proxy.getInvocationHandler(any) instanceof ContextProxy<?> proxy
        ? proxy
        : null;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method.getName(), arguments);
    }
    if (!isPublic) {
      method.setAccessible(true);
    }
    return run(ContextProxy::call, method, arguments);
  }

  private static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private Object ofObject(Object proxy, String method, @Nullable Object[] arguments) {
    return switch (method) {
      case "equals" -> {
        ContextProxy<?> other = behind(arguments[0]);
        yield other != null && task.equals(other.task);
      }
      case "hashCode" -> task.hashCode();
      default -> "Context" + proxy.getClass().getInterfaces()[0].getSimpleName() + "[" + task + "]";
    };
  }
}
