package dev.baton.context.audit;

import dev.baton.context.audit.Finding.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stacks on the page: the user's own calls stand out, and what lies between them is folded.
 *
 * <p>Beyond a few million characters only the user's own calls are shown: a page with a thousand
 * findings is to open at once.
 */
final class StackFold {
  private static final int MOST = 3_000_000;

  /** Of a deep recursion the rest is left out. */
  private static final int DEEPEST = 300;

  private static final int DEEPEST_OWN = 10;

  /** So many calls in a row are worth folding. */
  private static final int RUN = 3;

  /** So many names say what is folded. */
  private static final int LIBRARIES = 6;

  private final Html page;
  private int written;

  StackFold(Html page) {
    this.page = page;
  }

  void add(Finding finding) {
    int start = page.length();
    boolean whole = written < MOST;
    page.add(
        "<details class=\"stacks\"><summary>{}{}</summary>\n",
        finding.steps().size() == 1 ? "Stack" : "Stacks",
        whole ? "" : ", only your own calls: this page is long");
    for (Step step : finding.steps()) {
      add(step, whole ? step.stack() : step.code(), whole ? DEEPEST : DEEPEST_OWN);
    }
    page.add("</details>\n");
    written += page.length() - start;
  }

  private void add(Step step, List<StackTraceElement> stack, int deepest) {
    page.add("<h4><b>{}</b> on thread ", Words.printable(step.what()))
        .add("<span class=\"thread\">{}</span></h4>\n", Words.thread(step.thread()))
        .add("<ol class=\"stack\">\n");
    calls(stack.subList(0, Math.min(deepest, stack.size())), new HashSet<>(step.code()));
    if (stack.size() > deepest) {
      page.add("<li>… and {} more</li>\n", Words.number(stack.size() - deepest));
    }
    page.add("</ol>\n");
  }

  private void calls(List<StackTraceElement> stack, Set<StackTraceElement> code) {
    for (int from = 0; from < stack.size(); ) {
      int to = from;
      while (to < stack.size() && !code.contains(stack.get(to))) {
        to++;
      }
      if (to == from) {
        call("<li class=\"own\">", stack.get(from++));
      } else {
        run(stack.subList(from, to));
        from = to;
      }
    }
  }

  private void run(List<StackTraceElement> calls) {
    boolean folded = calls.size() >= RUN;
    if (folded) {
      page.add("<li><details><summary>{} calls{}</summary><ol>\n", calls.size(), libraries(calls));
    }
    calls.forEach(call -> call("<li>", call));
    if (folded) {
      page.add("</ol></details></li>\n");
    }
  }

  private void call(String item, StackTraceElement frame) {
    CodeLine line = CodeLine.of(frame);
    page.add(item)
        .add("<code>{}{}<wbr/>({})</code></li>\n", line.packageName(), line.method(), line.file());
  }

  /**
   * " in org.springframework, org.apache": what the names of the packages begin with, each once.
   */
  private static String libraries(List<StackTraceElement> calls) {
    List<String> names =
        calls.stream()
            .map(call -> library(CodeLine.of(call).packageName()))
            .filter(name -> !name.isEmpty())
            .distinct()
            .limit(LIBRARIES)
            .toList();
    return names.isEmpty() ? "" : " in " + String.join(", ", names);
  }

  private static String library(String packageName) {
    int second = packageName.indexOf('.', packageName.indexOf('.') + 1);
    int end = second < 0 ? packageName.length() - 1 : second;
    return packageName.substring(0, Math.max(0, end));
  }
}
