package dev.baton.fuzz;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Each kind of function that is wrapped, and then run here or anywhere. */
@SuppressWarnings("ReturnValueIgnored") // which is of no interest
enum WrapBoundary implements Boundary {
  RUNNABLE {
    @Override
    Runnable wrap(Crossing c) {
      return c.propagation().wrap((Runnable) c.body());
    }
  },

  CALLABLE {
    @Override
    Runnable wrap(Crossing c) {
      Callable<Object> callable = c.propagation().wrap((Callable<Object>) c.body());
      return () -> FunctionBoundary.ignoring(callable);
    }
  },

  SUPPLIER {
    @Override
    Runnable wrap(Crossing c) {
      Supplier<Object> supplier = c.propagation().wrapSupplier(c.body());
      return supplier::get;
    }
  },

  FUNCTION {
    @Override
    Runnable wrap(Crossing c) {
      Function<Object, Object> function = c.propagation().wrapFunction(c.body());
      return () -> function.apply("argument");
    }
  },

  FUNCTION_OF_TWO {
    @Override
    Runnable wrap(Crossing c) {
      BiFunction<Object, Object, Object> function =
          c.propagation().wrapFunction(new Body.OfTwo<>(c.body()));
      return () -> function.apply("one", "two");
    }
  },

  CONSUMER {
    @Override
    Runnable wrap(Crossing c) {
      Consumer<Object> consumer = c.propagation().wrapConsumer((Consumer<Object>) c.body());
      return () -> consumer.accept("argument");
    }
  },

  CONSUMER_OF_TWO {
    @Override
    Runnable wrap(Crossing c) {
      BiConsumer<Object, Object> consumer =
          c.propagation().wrapConsumer((BiConsumer<Object, Object>) c.body());
      return () -> consumer.accept("one", "two");
    }
  },

  PREDICATE {
    @Override
    Runnable wrap(Crossing c) {
      Predicate<Object> predicate = c.propagation().wrapPredicate(new Testing(c.body()));
      return () -> predicate.test("argument");
    }
  },

  PREDICATE_OF_TWO {
    @Override
    Runnable wrap(Crossing c) {
      BiPredicate<Object, Object> predicate =
          c.propagation().wrapPredicate(new TestingTwo(c.body()));
      return () -> predicate.test("one", "two");
    }
  },

  OPERATOR {
    @Override
    Runnable wrap(Crossing c) {
      UnaryOperator<Object> operator = c.propagation().wrapOperator(new Operating(c.body()));
      return () -> operator.apply("argument");
    }
  },

  OPERATOR_ON_TWO {
    @Override
    Runnable wrap(Crossing c) {
      BinaryOperator<Object> operator = c.propagation().wrapOperator(new OperatingOnTwo(c.body()));
      return () -> operator.apply("one", "two");
    }
  },

  PROXY {
    @Override
    Runnable wrap(Crossing c) {
      Supplier<?> proxy = c.propagation().proxy(Supplier.class, c.body());
      return proxy::get;
    }
  };

  /** What runs the next task, wrapped. */
  abstract Runnable wrap(Crossing c);

  @Override
  public void cross(Crossing c) {
    FunctionBoundary.run(c, wrap(c));
  }

  @Override
  public String toString() {
    return "WRAP_" + name();
  }

  private record Testing(Body body) implements Predicate<Object>, View {
    @Override
    public boolean test(Object argument) {
      return body.call() != null;
    }
  }

  private record TestingTwo(Body body) implements BiPredicate<Object, Object>, View {
    @Override
    public boolean test(Object first, Object second) {
      return body.call() != null;
    }
  }

  private record Operating(Body body) implements UnaryOperator<Object>, View {
    @Override
    public Object apply(Object argument) {
      return body.call();
    }
  }

  private record OperatingOnTwo(Body body) implements BinaryOperator<Object>, View {
    @Override
    public Object apply(Object first, Object second) {
      return body.call();
    }
  }
}
