package dev.baton.context.audit;

import java.util.List;

/** Whose code a frame of a stack is, by the name of its class. */
enum FrameKind {
  /** The user's: all that is none of the others. */
  CODE,
  JDK,
  OPEN_TELEMETRY,
  BATON,
  /** A framework's or a library's, or made up at run time. */
  LIBRARY;

  private static final List<String> JDK_PACKAGES =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private static final List<String> BATON_PACKAGES =
      List.of(
          "dev.baton.context.",
          "dev.baton.executors.",
          "dev.baton.rx.",
          "dev.baton.coroutines.",
          "dev.baton.tracing.",
          "dev.baton.micrometer.",
          "dev.baton.spring.");

  /** Those that are often found between a program and its contexts; others count as the user's. */
  private static final List<String> LIBRARY_PACKAGES =
      List.of(
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "org.springframework.",
          "org.apache.",
          "org.eclipse.",
          "org.glassfish.",
          "org.hibernate.",
          "org.jboss.",
          "org.junit.",
          "org.slf4j.",
          "org.reactivestreams.",
          "ch.qos.",
          "jakarta.",
          "io.reactivex.",
          "reactor.",
          "io.micrometer.",
          "io.netty.",
          "io.undertow.",
          "io.vertx.",
          "io.quarkus.",
          "io.smallrye.",
          "io.grpc.",
          "io.lettuce.",
          "brave.",
          "com.datastax.",
          "com.fasterxml.",
          "com.github.benmanes.",
          "com.google.common.",
          "com.linecorp.armeria.",
          "com.mongodb.",
          "com.mysql.",
          "com.rabbitmq.",
          "com.zaxxer.",
          "feign.",
          "okhttp3.",
          "org.aspectj.",
          "org.mariadb.",
          "org.postgresql.",
          "org.quartz.",
          "redis.clients.",
          "retrofit2.",
          "tools.jackson.",
          "software.amazon.awssdk.");

  static FrameKind of(String type) {
    if (startsWithOneOf(type, JDK_PACKAGES)) {
      return JDK;
    }
    if (type.startsWith("io.opentelemetry.")) {
      return OPEN_TELEMETRY;
    }
    if (startsWithOneOf(type, BATON_PACKAGES)) {
      return BATON;
    }
    return startsWithOneOf(type, LIBRARY_PACKAGES) || isMadeUp(type) ? LIBRARY : CODE;
  }

  /** A proxy, or what a framework derives from a class of the user's. */
  private static boolean isMadeUp(String type) {
    return type.contains("$$SpringCGLIB$$")
        || type.contains("$$EnhancerBy")
        || type.contains("$Proxy")
        || type.contains("$$FastClass");
  }

  private static boolean startsWithOneOf(String type, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (type.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
