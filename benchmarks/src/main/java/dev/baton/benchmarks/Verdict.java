package dev.baton.benchmarks;

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

  /** Of the bytes, with these headers. */
  static Verdict ofBytes(Budget budget, Headers headers, Samples samples) {
    Double bytes = budget.bytes().get(headers);
    if (bytes == null) {
      throw new IllegalArgumentException(budget.measured() + " has no budget of bytes");
    }
    Case over = budget.over();
    double measured = samples.bytes(budget.measured()) - (over == null ? 0 : samples.bytes(over));
    String complaint = "";
    if (measured > bytes + budget.tolerance()) {
      complaint = "allocates more";
    } else if (measured < bytes - budget.tolerance()) {
      complaint = "allocates less: lower the budget";
    }
    String allowed =
        number(bytes)
            + " B"
            + (over == null ? "" : " over " + name(over, budget))
            + (headers == Headers.COMPACT ? ", compact" : "");
    return new Verdict(budget.measured(), allowed, number(measured) + " B", complaint);
  }

  /** One for each limit of the time. */
  static List<Verdict> ofTime(Budget budget, Samples samples) {
    return budget.limits().stream()
        .map(limit -> ofTime(budget, limit, samples.ratio(budget.measured(), limit.reference())))
        .toList();
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
