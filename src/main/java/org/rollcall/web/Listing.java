package org.rollcall.web;

import io.micronaut.core.annotation.Introspected;
import java.util.List;

/**
 * A page of a list, as it goes out.
 *
 * @param total how many there are on all pages
 */
@Introspected
public record Listing<T>(List<T> items, long total) {}
