/**
 * gRPC's calls. Needs grpc-api on the class path, which is an optional dependency; nothing else in
 * this module does.
 */
@NullMarked
package dev.baton.executors.grpc;

import org.jspecify.annotations.NullMarked;
