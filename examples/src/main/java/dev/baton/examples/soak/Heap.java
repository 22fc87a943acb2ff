package dev.baton.examples.soak;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a full collection leaves.
 *
 * @param bytes all of it
 * @param jobs how many jobs, and so contexts, are still reachable
 * @param objects how many objects are of the library's classes
 */
record Heap(long bytes, long jobs, long objects) {
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  static Heap afterCollection() {
    String histogram;
    try {
      histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("this JVM has no class histogram", e);
    }
    long bytes = 0;
    long jobs = 0;
    long objects = 0;
    for (String line : histogram.lines().toList()) {
      Matcher total = TOTAL.matcher(line);
      Matcher each = LINE.matcher(line);
      if (total.matches()) {
        bytes = Long.parseLong(total.group(1));
      } else if (each.matches()) {
        long count = Long.parseLong(each.group(1));
        String name = each.group(2);
        if (name.equals(Job.class.getName())) {
          jobs = count;
        } else if (name.startsWith("dev.baton.") && !name.startsWith("dev.baton.examples.")) {
          objects += count;
        }
      }
    }
    return new Heap(bytes, jobs, objects);
  }
}
