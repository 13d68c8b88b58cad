package org.rollcall.access;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Limits of access.
 *
 * @param loginLifetime how long a user stays signed in
 * @param minimumPassword how many characters a new password must have
 * @param passwordChecks how many passwords are checked at once; each takes 19 MiB for some 50 ms
 * @param passwordWait how long a login waits for its turn before it is asked to come back
 * @param accountFailures how many wrong passwords in a row an account takes before it slows down
 * @param addressFailures the same for an address, behind which many users may sit
 * @param slowest the longest wait between two attempts
 * @param watchedLogins how many accounts and addresses with failures are remembered
 * @param knownAddresses how many addresses are remembered for a user
 * @param cachedTokens how many tokens are kept in memory
 * @param cacheTime for how long, so also how late another server's revocation may come
 * @param foreignLookups how many questions and refusals about other sites' delegates a pass may
 *     cause in a minute
 * @param attemptQueue how many refusals wait to be written before more are dropped
 * @param attemptDays for how many days they are kept
 * @param attemptRows how many are kept at most
 */
@ConfigurationProperties("rollcall.access")
record AccessSettings(
    @Bindable(defaultValue = "12h") Duration loginLifetime,
    @Bindable(defaultValue = "8") int minimumPassword,
    @Bindable(defaultValue = "2") int passwordChecks,
    @Bindable(defaultValue = "5s") Duration passwordWait,
    @Bindable(defaultValue = "5") int accountFailures,
    @Bindable(defaultValue = "20") int addressFailures,
    @Bindable(defaultValue = "5m") Duration slowest,
    @Bindable(defaultValue = "10000") int watchedLogins,
    @Bindable(defaultValue = "20") int knownAddresses,
    @Bindable(defaultValue = "50000") int cachedTokens,
    @Bindable(defaultValue = "2s") Duration cacheTime,
    @Bindable(defaultValue = "30") int foreignLookups,
    @Bindable(defaultValue = "10000") int attemptQueue,
    @Bindable(defaultValue = "30") int attemptDays,
    @Bindable(defaultValue = "1000000") int attemptRows) {}
