package org.rollcall.access;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Listing;
import org.rollcall.web.Page;

/** Users, for organizers. */
@Controller("/api/v1/users")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "access")
final class UserController {
  @Introspected
  record NewUser(
      @Nullable String username,
      @Nullable String password,
      @Nullable Role role,
      @Nullable Set<Long> conferences,
      @Nullable Boolean disabled) {}

  /** What is left out stays as it is. */
  @Introspected
  record UserChange(
      @Nullable String password,
      @Nullable Role role,
      @Nullable Set<Long> conferences,
      @Nullable Boolean disabled) {}

  @Introspected
  @Schema(name = "User")
  record UserView(
      long id,
      String username,
      Role role,
      Set<Long> conferences,
      boolean disabled,
      Instant createdAt) {
    static UserView of(Users.Known known) {
      var account = known.account();
      return new UserView(
          account.key(),
          account.username(),
          account.role(),
          new TreeSet<>(known.conferences()),
          account.disabled(),
          account.createdAt());
    }
  }

  private final Users users;

  UserController(Users users) {
    this.users = users;
  }

  /** All users, by name. */
  @Get
  Listing<UserView> list(
      @Parameter(hidden = true) Caller caller,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    caller.requireOrganizer();
    return new Page(page, size).of(users.all().stream().map(UserView::of).toList());
  }

  /** Makes a user. */
  @Post
  HttpResponse<UserView> make(@Parameter(hidden = true) Caller caller, @Body NewUser user) {
    caller.requireOrganizer();
    var made =
        UserView.of(
            users.make(
                user.username(),
                new Users.Change(
                    user.role(), user.conferences(), user.password(), user.disabled())));
    return HttpResponse.created(made, URI.create("/api/v1/users/" + made.id()));
  }

  /** Changes a user; a new password, a lost right and disabling sign the user out everywhere. */
  @Patch("/{id}")
  UserView change(@Parameter(hidden = true) Caller caller, long id, @Body UserChange change) {
    caller.requireOrganizer();
    return UserView.of(
        users.change(
            id,
            new Users.Change(
                change.role(), change.conferences(), change.password(), change.disabled())));
  }
}
