/** gRPC servers and clients that carry coded errors, deadlines and the trace. */
@NullMarked
package dev.belfry.looklook.common.rpc;

import org.jspecify.annotations.NullMarked;
