package dev.baton.examples;

/**
 * A line of the table.
 *
 * @param name of the boundary
 * @param what is done there, in one line
 * @param callbacks how many run for each request
 */
record Row(String name, String what, int callbacks) {}
