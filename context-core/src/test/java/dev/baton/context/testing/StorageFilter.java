package dev.baton.context.testing;

import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Keeps the tests that are tagged with names of storages to those storages, and those tagged {@code
 * hostile} away from the two that forbid what they do. For runs that nobody else filters, as in an
 * IDE.
 */
public final class StorageFilter implements PostDiscoveryFilter {
  private static final List<String> STORAGES =
      Arrays.stream(StorageUnderTest.values()).map(StorageUnderTest::property).toList();

  @Override
  public FilterResult apply(TestDescriptor test) {
    StorageUnderTest current = StorageUnderTest.current();
    List<String> tags = test.getTags().stream().map(TestTag::getName).toList();
    boolean elsewhere =
        tags.stream().anyMatch(STORAGES::contains) && !tags.contains(current.property());
    boolean forbidden = tags.contains("hostile") && !current.allowsHostile();
    return FilterResult.includedIf(!elsewhere && !forbidden);
  }
}
