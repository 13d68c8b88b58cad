package org.rollcall.conference;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Register;
import org.rollcall.web.Conditional;
import org.rollcall.web.Listing;

/**
 * A page of a list that is folded from a conference's log, as it goes out.
 *
 * @param total how many there are on all pages
 * @param revision the list is at least as new as this; who follows the log goes on from here
 */
@Introspected
public record Revisioned<T>(List<T> items, long total, UUID epoch, long revision) {
  /**
   * Answers with a list and its {@code ETag}, or with 304 where the caller has it already.
   *
   * @param list is asked only after the revision was read, so that it is as new at least
   */
  public static <T> HttpResponse<Revisioned<T>> answer(
      HttpRequest<?> request, Caller caller, Register register, Supplier<Listing<T>> list) {
    return answer(request, caller, register, "", list);
  }

  /**
   * As {@link #answer(HttpRequest, Caller, Register, Supplier)}, for a list that also shows what is
   * kept beside the log.
   *
   * @param beside changes whenever that does
   */
  public static <T> HttpResponse<Revisioned<T>> answer(
      HttpRequest<?> request,
      Caller caller,
      Register register,
      String beside,
      Supplier<Listing<T>> list) {
    long revision = register.revision();
    UUID epoch = register.conference().epoch();
    // one address shows different callers different lists
    String tag = "\"" + epoch + "." + revision + beside + "." + caller.by().replace(':', '-') + '"';
    return Conditional.answer(
        request,
        tag,
        () -> {
          Listing<T> found = list.get();
          return new Revisioned<>(found.items(), found.total(), epoch, revision);
        });
  }
}
