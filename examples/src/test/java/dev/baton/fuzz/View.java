package dev.baton.fuzz;

/** What stands for a body where that has not the right type: what a listener is to hear of. */
interface View {
  Body body();
}
