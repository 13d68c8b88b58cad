package org.rollcall.site;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When a site counts as online.
 *
 * @param onlineFor how long after one of its devices was last heard; devices are pinged every 20 s
 */
@ConfigurationProperties("rollcall.links")
record LinkSettings(@Bindable(defaultValue = "25s") Duration onlineFor) {}
