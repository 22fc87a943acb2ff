package dev.baton.spring;

/**
 * What became of an executor or a scheduler among the beans.
 *
 * @param bean its name
 * @param type its class
 * @param carried whether its tasks run under their submitter's context
 * @param detail how, or why not, in a line for a person
 */
public record BeanReport(String bean, String type, boolean carried, String detail) {}
