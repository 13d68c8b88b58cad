package org.rollcall.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What one connection may cost, {@code rollcall.socket.*}.
 *
 * @param maxMessageBytes the largest message of a WebSocket, however fragmented; a larger one
 *     closes the socket with 1009
 * @param writeBufferBytes from how many bytes waiting for a slow reader on the channel reports not
 *     writable
 * @param flushesMerged how many writes at most go out with one system call
 */
@ConfigurationProperties("rollcall.socket")
public record SocketLimits(
    @Bindable(defaultValue = "65536") int maxMessageBytes,
    @Bindable(defaultValue = "65536") int writeBufferBytes,
    @Bindable(defaultValue = "256") int flushesMerged) {}
