package dev.baton.context.audit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a JUnit test in which a context was lost or a scope left open, and names the line: what
 * {@link Audit} finds, for the tests of a class or for one test method.
 *
 * {@snippet file="audited/samples/OrdersSample.java" region="audited"}
 *
 * <p>Each finding is its own test's, also where tests run in parallel and where they share pools,
 * as far as it can be told: by the thread, which is the test's or was started by it; by a wrapped
 * task's submitter; by the test method on the stack; or because no other test ran. What cannot be
 * told fails the class when its tests are over, and names the tests that come into question. Put
 * the annotation on the class for that: with the methods only, it is logged.
 *
 * <p><b>Nothing is waited for.</b> What a test has started and not awaited may be found when the
 * test is over: then it fails the class, or is logged if that is over too. A scope of another
 * thread counts as left open if the task that has opened it has returned.
 *
 * <p>A test that fails by itself keeps its failure; what was found is suppressed behind that.
 *
 * <p>Needs junit-jupiter 5.10 or newer and JUnit's launcher, which is there with Maven, Gradle and
 * IDEs, and nothing of Baton's in the code that is tested. The audit is started before the first
 * test of a run in which there is an audited one; if a context was used before that, the audited
 * tests fail and say so. Then set the system property {@code dev.baton.audit=all}, which starts it
 * in each run.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(ContextAuditedExtension.class)
public @interface ContextAudited {
  /** Packages and classes in which no context is expected: see {@link Audit#expectIn}. */
  String[] expectIn() default {};

  /** What the names of threads begin with on which none is expected: see {@link Audit#expectOn}. */
  String[] expectOn() default {};
}
