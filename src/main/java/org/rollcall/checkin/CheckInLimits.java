package org.rollcall.checkin;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The limits of the check-in door, {@code rollcall.check-in.*}.
 *
 * @param sockets how many sockets one pass, or one organizer at a site, may have. One more takes
 *     the place of one that did not answer its last ping, or is closed with 1008
 * @param commandsPerFrame how many commands an array may hold
 * @param inFlight how many commands of one socket may be without an answer; more wait unread. As
 *     many of one caller over HTTP, in all calls together; more are answered {@code TRY_LATER}
 * @param heldBytes how many characters of frames wait for one socket before it is read no further
 * @param commandsPerSecond the rate above which a socket is too fast, or a caller over HTTP
 * @param rateSeconds how many seconds in a row too fast close it with 1008; over HTTP what is more
 *     is answered {@code TRY_LATER} from then on, until a second that is not
 * @param resumeEvents how many missed events are sent again; more are answered {@code reload}
 * @param greetingPause how long after the greeting events wait for a {@code resume} to come first
 * @param pingInterval how often each socket is pinged
 * @param silence how long nothing may be heard of a socket, an answer to a ping neither, before it
 *     is closed
 * @param slowReader how long a socket may leave its answers unread before it is closed
 * @param unreadBytes how many bytes of answers may wait for a reader, beside the write buffer,
 *     before the socket is closed
 * @param goodbye how long a peer may take to answer a close frame before the connection is cut
 * @param backlog how many answers and events may wait to be encoded before the desk waits
 */
@ConfigurationProperties("rollcall.check-in")
record CheckInLimits(
    @Bindable(defaultValue = "32") int sockets,
    @Bindable(defaultValue = "200") int commandsPerFrame,
    @Bindable(defaultValue = "200") int inFlight,
    @Bindable(defaultValue = "16384") int heldBytes,
    @Bindable(defaultValue = "500") int commandsPerSecond,
    @Bindable(defaultValue = "10") int rateSeconds,
    @Bindable(defaultValue = "5000") int resumeEvents,
    @Bindable(defaultValue = "1s") Duration greetingPause,
    @Bindable(defaultValue = "20s") Duration pingInterval,
    @Bindable(defaultValue = "60s") Duration silence,
    @Bindable(defaultValue = "30s") Duration slowReader,
    @Bindable(defaultValue = "196608") int unreadBytes,
    @Bindable(defaultValue = "5s") Duration goodbye,
    @Bindable(defaultValue = "20000") int backlog) {}
