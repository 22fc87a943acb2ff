package dev.baton.rx;

import dev.baton.rx.ContextSources.ContextSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the signals come from that an operator sends down. Those of RxJava's own operators that are
 * known to be harmless are listed; any other operator may send a signal on a thread of its own, or
 * run user code when it is cancelled.
 *
 * <p>They are listed by name, so that it does no harm if a later RxJava lacks one of them.
 */
enum SignalOrigin {
  /**
   * Only from the operator above, or from the subscription: it does everything on the thread of a
   * signal that came from there, and only passes on requests and cancellations. And what is above
   * is always RxJava's: a source that RxJava did not make is subscribed to without a hook.
   */
  UPSTREAM,

  /** From the subscription, or from whichever thread asks for items. */
  REQUEST,

  /** From anywhere. */
  ANYWHERE;

  static final Set<String> KNOWN_UPSTREAM =
      operators(
          """
          FlowableMap FlowableFilter FlowableHide FlowableDetach FlowableDoOnEach
          FlowableDoAfterNext FlowableTake FlowableTakeWhile FlowableTakeUntilPredicate
          FlowableSkip FlowableSkipWhile FlowableSkipLast FlowableDistinct
          FlowableDistinctUntilChanged FlowableScan FlowableDematerialize FlowableTimeInterval
          FlowableOnErrorComplete FlowableOnBackpressureDrop FlowableOnBackpressureError
          FlowableIgnoreElements FlowableIgnoreElementsCompletable
          FlowableElementAtMaybe FlowableElementAtSingle FlowableReduceMaybe
          FlowableReduceWithSingle FlowableCollectSingle FlowableCountSingle FlowableAllSingle
          FlowableAnySingle FlowableToListSingle FlowableSingleMaybe FlowableSingleSingle
          FlowableEmpty FlowableError FlowableNever
          ObservableMap ObservableFilter ObservableHide ObservableDetach ObservableDoOnEach
          ObservableDoAfterNext ObservableTake ObservableTakeWhile ObservableTakeUntilPredicate
          ObservableTakeLast ObservableTakeLastOne ObservableSkip ObservableSkipWhile
          ObservableSkipLast ObservableDistinct ObservableDistinctUntilChanged ObservableScan
          ObservableScanSeed ObservableMaterialize ObservableDematerialize
          ObservableTimeInterval ObservableBuffer ObservableMapNotification
          ObservableOnErrorComplete ObservableOnErrorReturn ObservableIgnoreElements
          ObservableIgnoreElementsCompletable
          ObservableElementAtSingle ObservableCollect ObservableCollectSingle ObservableCount
          ObservableCountSingle ObservableAll ObservableAllSingle ObservableAny
          ObservableAnySingle ObservableToList ObservableToListSingle ObservableSingleMaybe
          ObservableEmpty ObservableError ObservableNever ObservableJust
          ObservableRange ObservableRangeLong ObservableFromArray ObservableFromCallable
          ObservableFromSupplier ObservableFromAction ObservableFromRunnable ObservableGenerate
          SingleMap SingleHide SingleDetach SingleDoOnSuccess SingleDoOnError SingleDoOnEvent
          SingleDoAfterSuccess SingleDoAfterTerminate SingleDoOnTerminate SingleOnErrorReturn
          SingleOnErrorComplete SingleDematerialize SingleMaterialize SingleContains
          SingleTimeInterval SingleJust SingleError SingleNever SingleFromCallable
          SingleFromSupplier
          MaybeMap MaybeFilter MaybeFilterSingle MaybeHide MaybeDetach MaybeDoOnEvent
          MaybeDoAfterSuccess MaybeDoOnTerminate MaybeOnErrorReturn MaybeOnErrorComplete
          MaybeIsEmpty MaybeIsEmptySingle
          MaybeCount MaybeContains MaybeDematerialize MaybeMaterialize MaybeTimeInterval
          MaybeJust MaybeEmpty MaybeError MaybeErrorCallable MaybeNever
          MaybeFromCallable MaybeFromSupplier MaybeFromAction MaybeFromRunnable
          CompletableHide CompletableDetach CompletableOnErrorComplete CompletableOnErrorReturn
          CompletableDoOnEvent CompletableMaterialize CompletableEmpty
          CompletableError CompletableErrorSupplier CompletableNever CompletableFromCallable
          CompletableFromSupplier CompletableFromAction CompletableFromRunnable
          ParallelMap ParallelMapTry ParallelFilter ParallelFilterTry ParallelDoOnNextTry
          """);

  static final Set<String> KNOWN_REQUEST =
      operators(
          """
          FlowableJust FlowableRange FlowableRangeLong FlowableFromArray FlowableFromIterable
          FlowableGenerate FlowableFromCallable FlowableFromSupplier FlowableFromAction
          FlowableFromRunnable
          ObservableFromIterable
          """);

  /** Of the signals that an operator sends down. */
  static SignalOrigin of(Object operator) {
    String name = operator.getClass().getName();
    if (operator instanceof ContextSource || KNOWN_UPSTREAM.contains(name)) {
      return UPSTREAM;
    }
    return KNOWN_REQUEST.contains(name) ? REQUEST : ANYWHERE;
  }

  /**
   * Of the signals that an operator sends to the one right below it. If that is RxJava's own, it
   * passes on requests, and polls a fused queue on a thread of the chain; any other may do both on
   * any thread.
   */
  static SignalOrigin of(Object operator, Object below) {
    SignalOrigin origin = of(operator);
    return origin == UPSTREAM
            && !below.getClass().getName().startsWith("io.reactivex.rxjava3.")
            && !(operator instanceof ContextSource)
        ? REQUEST
        : origin;
  }

  /** The full names: {@code FlowableMap} is in the package {@code flowable}. */
  private static Set<String> operators(String names) {
    return Arrays.stream(names.strip().split("\\s+"))
        .map(
            name -> {
              String family = name.replaceAll("(?<=[a-z])[A-Z].*", "").toLowerCase(Locale.ROOT);
              return "io.reactivex.rxjava3.internal.operators." + family + "." + name;
            })
        .collect(Collectors.toUnmodifiableSet());
  }
}
