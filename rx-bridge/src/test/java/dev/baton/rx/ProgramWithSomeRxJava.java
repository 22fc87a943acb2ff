package dev.baton.rx;

import static dev.baton.context.testing.TestContexts.currentName;
import static dev.baton.context.testing.TestContexts.named;

import dev.baton.context.Baton;
import dev.baton.context.Installation;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.TimeUnit;

/** Installs Baton, and uses RxJava if that is there: of any version, in a JVM of its own. */
final class ProgramWithSomeRxJava {
  private ProgramWithSomeRxJava() {}

  /** Argument: whether there is an RxJava. */
  public static void main(String[] arguments) {
    Installation installation = Baton.install();
    installation.steps().forEach(step -> System.out.println("step: " + step));
    if (Boolean.parseBoolean(arguments[0])) {
      UsingIt.run();
    }
    installation.close();
    System.out.println("closed");
  }

  private static final class UsingIt {
    static void run() {
      System.out.println("hooks: " + CleanRx.installed().size());
      try (Scope scope = named("A").makeCurrent()) {
        Scheduler wrapped = ContextSchedulers.wrap(Schedulers.single());
        print("scheduler", Single.fromCallable(() -> String.valueOf(currentName())), wrapped);
        String chain =
            Flowable.interval(1, TimeUnit.MILLISECONDS)
                .observeOn(Schedulers.io())
                .filter(tick -> tick > 1)
                .flatMapSingle(tick -> Single.just(tick).observeOn(Schedulers.computation()))
                .map(tick -> String.valueOf(currentName()))
                .blockingFirst();
        System.out.println("chain: " + chain);
        String other =
            Observable.interval(1, TimeUnit.MILLISECONDS)
                .publish(ticks -> ticks.take(3).map(tick -> String.valueOf(currentName())))
                .blockingLast();
        System.out.println("other chain: " + other);
      }
      try {
        RxContextHooks.install().close();
        System.out.println("hooks of the program's own");
      } catch (IllegalStateException e) {
        System.out.println("no hooks: " + e.getMessage());
      }
      System.out.println("left: " + CleanRx.installed().size());
    }

    private static void print(String what, Single<String> name, Scheduler scheduler) {
      System.out.println(what + ": " + name.subscribeOn(scheduler).blockingGet());
    }
  }
}
