/** Carries OpenTelemetry's context in a Spring Boot application, with nothing to write. */
@NullMarked
package dev.baton.spring;

import org.jspecify.annotations.NullMarked;
