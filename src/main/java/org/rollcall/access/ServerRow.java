package org.rollcall.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A server that runs, or did until lately. The times are the database's. */
@MappedEntity("server")
record ServerRow(@Id String id, Instant startedAt, Instant heardAt) {}
