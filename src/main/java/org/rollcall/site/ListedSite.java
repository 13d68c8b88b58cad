package org.rollcall.site;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import org.rollcall.attendance.Site;

/**
 * A site in a list.
 *
 * @param children how many sites stand right below it
 */
@Schema(name = "ListedSite")
record ListedSite(@JsonUnwrapped Site site, int children) {}
