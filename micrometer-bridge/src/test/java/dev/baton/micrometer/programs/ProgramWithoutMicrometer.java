package dev.baton.micrometer.programs;

import dev.baton.context.Baton;
import dev.baton.context.Propagation;

/** Installs Baton where Micrometer's library is not. */
public final class ProgramWithoutMicrometer {
  private ProgramWithoutMicrometer() {}

  /** Prints what is found. */
  public static void main(String[] args) {
    Baton.install().steps().forEach(System.out::println);
    System.out.println("installed: " + Propagation.installed());
  }
}
