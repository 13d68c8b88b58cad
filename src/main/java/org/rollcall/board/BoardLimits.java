package org.rollcall.board;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The limits of boards, {@code rollcall.board.*}.
 *
 * @param tick how often boards are told what changed; 100 ms make ten deltas a second at most
 * @param heartbeat how long nothing may change before a board is told that it is still up to date
 * @param unsureAfter how long after the server last knew that it has the whole log, boards are
 *     still told anything; then they hear nothing, and say so themselves
 * @param maxSites how many sites one board shows at most
 * @param slowReader how long a socket may leave what was sent unread before it is closed
 * @param pingInterval how often each socket is pinged
 * @param wholeBytes the largest frame that goes out whole; a larger one goes in fragments, the next
 *     when the last was taken, so that no more than this waits for a slow reader
 * @param fragmentBytes the size of those fragments
 * @param errorsPerSecond how many wrong frames of one socket are answered in a second; more are
 *     passed over
 */
@ConfigurationProperties("rollcall.board")
record BoardLimits(
    @Bindable(defaultValue = "100ms") Duration tick,
    @Bindable(defaultValue = "5s") Duration heartbeat,
    @Bindable(defaultValue = "5s") Duration unsureAfter,
    @Bindable(defaultValue = "2500") int maxSites,
    @Bindable(defaultValue = "30s") Duration slowReader,
    @Bindable(defaultValue = "20s") Duration pingInterval,
    @Bindable(defaultValue = "131072") int wholeBytes,
    @Bindable(defaultValue = "32768") int fragmentBytes,
    @Bindable(defaultValue = "100") int errorsPerSecond) {}
