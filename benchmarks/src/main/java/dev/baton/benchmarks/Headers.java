package dev.baton.benchmarks;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The headers of objects in a JVM that is started: they decide how many bytes an object has. */
enum Headers {
  USUAL,
  COMPACT;

  private static final String OPTION = "UseCompactObjectHeaders";

  /** Those that this JDK has. The option came with JDK 24, and is not experimental since 25. */
  static List<Headers> available() {
    return hasOption() ? List.of(values()) : List.of(USUAL);
  }

  /** What makes a JVM have them. */
  List<String> jvmArguments() {
    return hasOption() ? List.of("-XX:" + (this == COMPACT ? "+" : "-") + OPTION) : List.of();
  }

  private static boolean hasOption() {
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(OPTION);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
