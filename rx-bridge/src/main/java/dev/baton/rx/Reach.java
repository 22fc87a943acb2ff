package dev.baton.rx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From where signals can reach what is below an operator. The lists are of RxJava's own operators
 * that are known to be harmless; any other may bring a signal on a thread of its own, or run user
 * code when it is cancelled.
 *
 * <p>By name, so that an operator that is gone from a later RxJava does no harm.
 */
enum Reach {
  /**
   * Only from the one above, or while it is subscribed to: what it does, it does on the thread of a
   * signal that came from there. Requests and cancellations it only passes on.
   */
  STRAIGHT,

  /** While it is subscribed to, or asked for items, by whatever thread. */
  REQUESTED,

  /** From anywhere. */
  ANYWHERE;

  static final Set<String> KNOWN_STRAIGHT =
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
          ObservableIgnoreElementsCompletable ObservableElementAt ObservableElementAtMaybe
          ObservableElementAtSingle ObservableCollect ObservableCollectSingle ObservableCount
          ObservableCountSingle ObservableAll ObservableAllSingle ObservableAny
          ObservableAnySingle ObservableToList ObservableToListSingle ObservableSingleMaybe
          ObservableSingleSingle ObservableEmpty ObservableError ObservableNever ObservableJust
          ObservableRange ObservableRangeLong ObservableFromArray ObservableFromCallable
          ObservableFromSupplier ObservableFromAction ObservableFromRunnable ObservableGenerate
          SingleMap SingleHide SingleDetach SingleDoOnSuccess SingleDoOnError SingleDoOnEvent
          SingleDoAfterSuccess SingleDoAfterTerminate SingleDoOnTerminate SingleOnErrorReturn
          SingleOnErrorComplete SingleDematerialize SingleMaterialize SingleContains
          SingleTimeInterval SingleJust SingleError SingleNever SingleFromCallable
          SingleFromSupplier
          MaybeMap MaybeFilter MaybeFilterSingle MaybeHide MaybeDetach MaybeDoOnEvent
          MaybeDoAfterSuccess MaybeDoOnTerminate MaybeOnErrorReturn MaybeOnErrorComplete
          MaybeIgnoreElement MaybeIgnoreElementCompletable MaybeIsEmpty MaybeIsEmptySingle
          MaybeCount MaybeContains MaybeDematerialize MaybeMaterialize MaybeTimeInterval
          MaybeJust MaybeEmpty MaybeError MaybeErrorCallable MaybeNever
          MaybeFromCallable MaybeFromSupplier MaybeFromAction MaybeFromRunnable
          CompletableHide CompletableDetach CompletableOnErrorComplete CompletableOnErrorReturn
          CompletableDoOnEvent CompletableMaterialize CompletableEmpty
          CompletableError CompletableErrorSupplier CompletableNever CompletableFromCallable
          CompletableFromSupplier CompletableFromAction CompletableFromRunnable
          ParallelMap ParallelMapTry ParallelFilter ParallelFilterTry ParallelDoOnNextTry
          """);

  static final Set<String> KNOWN_REQUESTED =
      operators(
          """
          FlowableJust FlowableRange FlowableRangeLong FlowableFromArray FlowableFromIterable
          FlowableGenerate FlowableFromCallable FlowableFromSupplier FlowableFromAction
          FlowableFromRunnable
          ObservableFromIterable
          """);

  private static final Set<String> OURS =
      Set.of(
          ContextFlowable.class.getName(),
          ContextObservable.class.getName(),
          ContextSingle.class.getName(),
          ContextMaybe.class.getName(),
          ContextCompletable.class.getName(),
          ContextParallelFlowable.class.getName());

  /** What an operator is to those below it. */
  static Reach of(Object operator) {
    String name = operator.getClass().getName();
    if (KNOWN_STRAIGHT.contains(name) || OURS.contains(name)) {
      return STRAIGHT;
    }
    return KNOWN_REQUESTED.contains(name) ? REQUESTED : ANYWHERE;
  }

  /**
   * What an operator is to the one right below it. RxJava's own pass on requests, and where they
   * poll a queue that is fused they do it on a thread of the chain; others may do it on any.
   */
  static Reach of(Object operator, Object below) {
    Reach reach = of(operator);
    return reach == STRAIGHT
            && !below.getClass().getName().startsWith("io.reactivex.rxjava3.")
            && !OURS.contains(operator.getClass().getName())
        ? REQUESTED
        : reach;
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
