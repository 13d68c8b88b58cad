package org.rollcall.report;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The limits of QR codes, {@code rollcall.qr.*}.
 *
 * @param texts how many one call makes at most
 * @param characters how long each text may be
 */
@ConfigurationProperties("rollcall.qr")
record QrLimits(
    @Bindable(defaultValue = "1000") int texts, @Bindable(defaultValue = "500") int characters) {}
