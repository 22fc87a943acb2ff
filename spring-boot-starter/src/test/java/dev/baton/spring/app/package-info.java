/** The applications that the tests run. */
@NullMarked
package dev.baton.spring.app;

import org.jspecify.annotations.NullMarked;
