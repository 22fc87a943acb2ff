package dev.baton.tracing;

import java.util.Locale;

/** What a program is told by system properties or the environment, named as OpenTelemetry's. */
final class Settings {
  private Settings() {}

  /** Empty if it is not set. The environment variable {@code A_B_C} is for {@code a.b-c}. */
  static String text(String property) {
    String set = System.getProperty(property);
    if (set == null) {
      set = System.getenv(property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }
    return set == null ? "" : set;
  }

  static boolean isOn(String property) {
    return text(property).strip().equalsIgnoreCase("true");
  }
}
