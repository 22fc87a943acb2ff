package dev.baton.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.context.TaskListener;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;

/** Keeps an account of each task, which has to balance when its executor has terminated. */
final class Ledger implements TaskListener {
  private final ConcurrentLinkedQueue<Account> accounts = new ConcurrentLinkedQueue<>();

  /** What was heard of one task, in order. */
  static final class Account {
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    List<String> events() {
      return List.copyOf(events);
    }

    /** Rejected, cancelled, or one or more runs. */
    boolean isBalanced() {
      List<String> heard = new ArrayList<>(events());
      if (heard.equals(List.of("rejected")) || heard.equals(List.of("cancelled"))) {
        return true;
      }
      int runs = heard.size() / 2;
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        expected.addAll(List.of("started", "ended"));
      }
      return runs > 0 && heard.equals(expected);
    }

    @Override
    public String toString() {
      return events().toString();
    }
  }

  List<Account> accounts() {
    return List.copyOf(accounts);
  }

  /** How many tasks have this among their events. */
  long count(String event) {
    return accounts.stream().filter(account -> account.events().contains(event)).count();
  }

  void assertBalanced(int submitted) {
    assertThat(accounts()).hasSize(submitted).allMatch(Account::isBalanced);
  }

  @Override
  public Object submitted(Object task, Context context) {
    Account account = new Account();
    accounts.add(account);
    return account;
  }

  @Override
  public void started(Object task, Context context, Object state) {
    ((Account) state).events.add("started");
  }

  @Override
  public void ended(Object task, Context context, Object state, Throwable failure) {
    ((Account) state).events.add("ended");
  }

  @Override
  public void rejected(
      Object task, Context context, Object state, RejectedExecutionException reason) {
    ((Account) state).events.add("rejected");
  }

  @Override
  public void cancelled(Object task, Context context, Object state) {
    ((Account) state).events.add("cancelled");
  }
}
