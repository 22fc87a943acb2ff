package dev.baton.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How one thing that is guarded stands.
 *
 * @param measured the case
 * @param budget what it may cost
 * @param cost what it cost
 * @param complaint what is wrong with that, or empty
 */
record Verdict(Case measured, String budget, String cost, String complaint) {
  boolean passed() {
    return complaint.isEmpty();
  }

  /** One for the bytes, if they are guarded, and one for each limit of the time. */
  static List<Verdict> of(Budget budget, Samples samples, boolean withTime) {
    List<Verdict> verdicts = new ArrayList<>();
    Double bytes = budget.bytes();
    if (bytes != null) {
      Case over = budget.over();
      double measured = samples.bytes(budget.measured());
      verdicts.add(
          ofBytes(budget, bytes, over == null ? measured : measured - samples.bytes(over)));
    }
    if (withTime) {
      for (Budget.Limit limit : budget.limits()) {
        verdicts.add(ofTime(budget, limit, samples.ratio(budget.measured(), limit.reference())));
      }
    }
    return verdicts;
  }

  private static Verdict ofBytes(Budget budget, double bytes, double measured) {
    String complaint = "";
    if (measured > bytes + budget.tolerance()) {
      complaint = "allocates more";
    } else if (measured < bytes - budget.tolerance()) {
      complaint = "allocates less: lower the budget";
    }
    Case over = budget.over();
    String allowed = number(bytes) + " B" + (over == null ? "" : " over " + name(over, budget));
    return new Verdict(budget.measured(), allowed, number(measured) + " B", complaint);
  }

  private static Verdict ofTime(Budget budget, Budget.Limit limit, double ratio) {
    String reference = name(limit.reference(), budget);
    return new Verdict(
        budget.measured(),
        "%s x %s".formatted(number(limit.times()), reference),
        "%s x".formatted(number(ratio)),
        ratio > limit.times() ? "slower" : "");
  }

  private static String name(Case reference, Budget budget) {
    return budget.measured().sibling(reference.peer()).equals(reference)
        ? reference.peer()
        : reference.toString();
  }

  /** At most two digits after the point. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "").replaceAll("^-0$", "0");
  }
}
